package dev.switchboard.ingress.send;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Where the API is called; all of it needs a caller who may send. */
final class SendPaths {

    static final String MESSAGES = "/api/v1/messages";

    static final String TWILIO = "/api/v1/whatsapp/send";
    static final String META = "/api/whatsapp/send";
    static final String META_MEDIA = "/api/whatsapp/send_media";
    static final String META_TEMPLATE = "/api/whatsapp/send_template";

    static final String[] ALL = {MESSAGES, MESSAGES + "/**", TWILIO, META, META_MEDIA, META_TEMPLATE};

    private static final List<PathPattern> PATTERNS =
            Stream.of(ALL).map(PathPatternParser.defaultInstance::parse).toList();

    private SendPaths() {}

    /** As the routes themselves read a path, whatever way it is written. */
    static boolean contain(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().pathWithinApplication();
        return PATTERNS.stream().anyMatch(pattern -> pattern.matches(path));
    }
}

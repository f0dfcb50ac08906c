package dev.switchboard.dispatcher.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider as it may be kept and shown: what was said and answered, in {@link Shape}.
 *
 * @param lost why no whole answer was heard, or why nothing left
 * @param table the version of the table that told what the provider's code means
 */
public record Transcript(
        Request request, @Nullable Heard answer, @Nullable String lost, String table) {

    public record Request(String method, String url, Map<String, String> fields) {

        /** Before the host and behind the path there may be what nobody should read. */
        public static Request post(URI url, Map<String, String> fields) {
            var port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return new Request("POST", url.getScheme() + "://" + url.getHost() + port + url.getRawPath(), fields);
        }
    }

    /**
     * @param requestId the provider's own name of the call: what its support asks for
     * @param characters how long the whole of it was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Heard(
            int status,
            @Nullable String requestId,
            @Nullable Long retryAfterSeconds,
            int characters,
            Map<String, String> fields) {

        private static final int LONGEST_ID = 100;

        /** @param idHeader where the provider puts its name of the call */
        public static Heard of(
                int status,
                MessageHeaders headers,
                String idHeader,
                Duration notBefore,
                String body,
                Map<String, String> fields) {
            return new Heard(
                    status,
                    Optional.ofNullable(headers.getFirstHeader(idHeader))
                            .map(NameValuePair::getValue)
                            .filter(id -> id.length() <= LONGEST_ID)
                            .orElse(null),
                    notBefore.isPositive() ? Long.valueOf(notBefore.toSeconds()) : null,
                    body.length(),
                    fields);
        }
    }
}

package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** The same form by the HTTP client the dispatcher uses, written by hand. */
final class BareSends {

    private final CloseableHttpClient http;
    private final URI address;

    private BareSends(String simulator, int inFlight) {
        this.address = URI.create(simulator + "/2010-04-01/Accounts/" + SendsBenchmark.ACCOUNT + "/Messages.json");
        this.http = HttpClients.createMinimal(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(inFlight)
                .setMaxConnTotal(inFlight)
                .build());
    }

    public static void main(String[] arguments) throws Exception {
        var inFlight = Integer.parseInt(arguments[1]);
        BareLoop.serve(new BareSends(arguments[0], inFlight)::send, inFlight);
    }

    private boolean send(String to) throws IOException {
        return http.execute(request(to), answer -> {
            EntityUtils.toString(answer.getEntity());
            return answer.getCode() == HttpStatus.SC_CREATED;
        });
    }

    private HttpPost request(String to) {
        var form = "To=" + text("whatsapp:" + to) + "&From=" + text(SendsBenchmark.SENDER) + "&Body="
                + text(SendsBenchmark.BODY) + "&StatusCallback=" + text(callback());
        var credentials = SendsBenchmark.ACCOUNT + ":" + SendsBenchmark.TOKEN;
        var request = new HttpPost(address);
        request.setHeader(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        request.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        return request;
    }

    static String callback() {
        return "http://127.0.0.1:9/api/v1/whatsapp/status?mid=" + UUID.randomUUID();
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

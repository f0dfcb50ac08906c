package dev.switchboard.benchmarks;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;

/** The same message by Twilio's SDK, as its documentation has it. */
final class BareSdkSends {

    private final TwilioRestClient client;

    private BareSdkSends(URI simulator, int inFlight) {
        var route = new HttpRoute(new HttpHost(simulator.getHost(), simulator.getPort()));
        this.client = new TwilioRestClient.Builder(SendsBenchmark.ACCOUNT, SendsBenchmark.TOKEN)
                .httpClient(new NetworkHttpClient(HttpClientBuilder.create()
                        // It knows no address but Twilio's; what it says there is heard by the simulator.
                        .setRoutePlanner((_, _) -> route)
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(inFlight)
                                .setMaxConnTotal(inFlight)
                                .build())))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        var inFlight = Integer.parseInt(arguments[1]);
        BareLoop.serve(new BareSdkSends(URI.create(arguments[0]), inFlight)::send, inFlight);
    }

    private boolean send(String to) {
        var message = Message.creator(
                        new PhoneNumber("whatsapp:" + to), new PhoneNumber(SendsBenchmark.SENDER), SendsBenchmark.BODY)
                .setStatusCallback(BareSends.callback())
                .create(client);
        return message.getSid() != null;
    }
}

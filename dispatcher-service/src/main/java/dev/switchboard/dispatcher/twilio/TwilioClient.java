package dev.switchboard.dispatcher.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.http.TwilioRestClient;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.ledger.Lease;
import java.net.URI;

/** Our account at Twilio, and the SDK's client for it. */
final class TwilioClient {

    /** A client is made for each call; what is costly in it is shared. */
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final String account;
    private final Secret token;
    private final URI base;
    private final Exchange exchange;

    TwilioClient(String account, Secret token, URI base, Exchange exchange) {
        this.account = account;
        this.token = token;
        this.base = base;
        this.exchange = exchange;
    }

    String account() {
        return account;
    }

    TwilioLine line(Lease lease) {
        return new TwilioLine(exchange, base, lease);
    }

    TwilioRestClient over(TwilioLine line) {
        return new TwilioRestClient.Builder(account, token.value())
                .httpClient(line)
                .objectMapper(JSON)
                .build();
    }

    TwilioRestClient forReading() {
        return over(line(Lease.endless()));
    }
}

package dev.switchboard.dispatcher.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.twilio.http.TwilioRestClient;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.ledger.Lease;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Our account at Twilio, and the SDK's client for it. */
final class TwilioClient {

    /** A client is made for each call; what is costly in it is shared. */
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final String account;
    private final String user;
    private final Supplier<Secret> token;
    private final @Nullable String standIn;
    private final Exchange exchange;

    /**
     * @param user whose secret it is: the account itself, or a key of it
     * @param token as it is now: it may change while we run
     */
    TwilioClient(String account, String user, Supplier<Secret> token, URI base, Exchange exchange) {
        this.account = account;
        this.user = user;
        this.token = token;
        this.standIn = TwilioLine.isTwilio(base) ? null : base.toString().replaceFirst("/+$", "");
        this.exchange = exchange;
    }

    String account() {
        return account;
    }

    String basicCredentials() {
        return user + ":" + token.get().value();
    }

    TwilioLine line(Lease lease) {
        return new TwilioLine(exchange, standIn, lease);
    }

    TwilioRestClient over(TwilioLine line) {
        return new TwilioRestClient.Builder(user, token.get().value())
                .accountSid(account)
                .httpClient(line)
                .objectMapper(JSON)
                .build();
    }

    TwilioRestClient forReading() {
        return over(line(Lease.endless()));
    }
}

package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.Secret;
import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The one account there is: who may call as it, and the senders it owns. */
@Component
class TwilioAccount {
    private final SimulatorProperties.Twilio twilio;
    private final Secret authorization;

    TwilioAccount(SimulatorProperties properties) {
        twilio = properties.twilio();
        authorization = new Secret("Basic "
                + HttpHeaders.encodeBasicAuth(
                        twilio.accountSid(), twilio.authToken().value(), null));
    }

    Optional<TwilioError> refusal(String sid, @Nullable String given) {
        if (given == null || !authorization.matches(given)) {
            return Optional.of(TwilioError.AUTHENTICATE);
        }
        return sid.equals(twilio.accountSid()) ? Optional.empty() : Optional.of(TwilioError.NOT_FOUND);
    }

    String sid() {
        return twilio.accountSid();
    }

    Secret token() {
        return twilio.authToken();
    }

    Address sender(Channel channel) {
        return new Address(
                switch (channel) {
                    case WHATSAPP -> twilio.whatsappFrom();
                    case SMS -> twilio.smsFrom();
                });
    }
}

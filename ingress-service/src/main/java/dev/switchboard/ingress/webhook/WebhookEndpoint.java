package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** One kind of webhook of one provider: all that the way from the door to the topics must know about it. */
public interface WebhookEndpoint {

    Provider provider();

    /** Where it arrives, by the name under which the health page lists it. */
    Map<String, String> paths();

    /** A larger body is refused before anything else is asked. */
    DataSize largest();

    /** The answer to a request that announces nothing: somebody looks whether we are there, or shakes hands. */
    Optional<Answer> greeting(Webhook webhook);

    Verification verify(Webhook webhook);

    /** What an authentic webhook says. It throws nothing: what it cannot read it names. */
    Facts read(Webhook webhook);

    /** The same, as far as whoever proved it may speak of it. */
    default Facts read(Webhook webhook, Authentic proven) {
        return read(webhook);
    }

    /** What the provider hears once all of it is kept. */
    Answer accepted(Webhook webhook);

    HttpStatus forged();

    /** Which mistakes in our settings would explain a wrong signature; none where nothing does. Slow, and no proof. */
    Set<Difference> differences(Webhook webhook);
}

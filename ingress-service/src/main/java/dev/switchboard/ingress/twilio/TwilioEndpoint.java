package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Unreadable;
import dev.switchboard.ingress.webhook.Verification;
import dev.switchboard.ingress.webhook.Webhook;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** A Twilio webhook: one form, one fact. Called by GET, the form stands in the query. */
record TwilioEndpoint(
        TwilioSignature signature,
        TwilioDoctor doctor,
        Map<String, String> paths,
        BiFunction<TwilioForm, Parameters, Fact> decoder,
        Function<Webhook, Answer> answer)
        implements WebhookEndpoint {

    private static final DataSize LARGEST = DataSize.ofKilobytes(64);

    @Override
    public Provider provider() {
        return Provider.TWILIO;
    }

    /** A form about one message; what Twilio sends as JSON is batches of events, and small too. */
    @Override
    public DataSize largest() {
        return LARGEST;
    }

    /** People and monitors look by GET; Twilio signs whatever it sends. */
    @Override
    public Optional<Answer> greeting(Webhook webhook) {
        var isLook = webhook.method().equals(HttpMethod.HEAD)
                || webhook.method().equals(HttpMethod.GET) && webhook.header(TwilioSignature.HEADER) == null;
        return isLook ? Optional.of(Answer.empty()) : Optional.empty();
    }

    @Override
    public Verification verify(Webhook webhook) {
        return signature.verify(webhook);
    }

    @Override
    public Facts read(Webhook webhook) {
        var facts = new Facts();
        facts.part("", () -> fact(webhook));
        return facts;
    }

    @Override
    public Answer accepted(Webhook webhook) {
        return answer.apply(webhook);
    }

    @Override
    public HttpStatus forged() {
        return HttpStatus.FORBIDDEN;
    }

    @Override
    public Set<Difference> differences(Webhook webhook) {
        return doctor.differences(webhook);
    }

    private Fact fact(Webhook webhook) {
        if (webhook.isJson()) {
            throw new Unreadable("the body is JSON and not a form");
        }
        return decoder.apply(new TwilioForm(webhook.form().writable(), webhook.receivedAt()), webhook.parameters());
    }
}

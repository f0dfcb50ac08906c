package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Fact;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A call and how it goes on:
 *
 * <pre>CallSid=CA…&amp;AccountSid=AC…&amp;From=%2B14155550100&amp;To=%2B15550002222&amp;CallStatus=completed&amp;Direction=inbound
 * &amp;CallDuration=42&amp;SequenceNumber=3&amp;Timestamp=Sat%2C+21+Nov+2026+10%3A00%3A00+%2B0000</pre>
 */
final class TwilioCalls {

    private TwilioCalls() {}

    /** Twilio asks for words again in the middle of a call; the call is the same, and so is its id. */
    static Fact received(TwilioForm form) {
        var isOurs = form.fields().get("Direction") instanceof String way && way.startsWith("outbound");
        var event = new CallReceived(
                sid(form),
                Provider.TWILIO,
                form.account(),
                form.address(isOurs ? "From" : "To"),
                caller(form, isOurs),
                time(form),
                form.raw());
        return new Fact.Received(id(form).toString(), event);
    }

    static Fact progressed(TwilioForm form) {
        var progress = form.fields().required("CallStatus");
        var event = new CallProgressed(
                sid(form),
                Provider.TWILIO,
                form.account(),
                progress,
                number(form, "SequenceNumber"),
                number(form, "CallDuration"),
                time(form),
                form.raw());
        return new Fact.Received(id(form) + ":" + progress, event);
    }

    /** Somebody who hides the number is a word; the words have no spaces. */
    private static @Nullable Address caller(TwilioForm form, boolean isOurs) {
        return form.addressOrNone(isOurs ? "To" : "From");
    }

    private static String sid(TwilioForm form) {
        return form.fields().required("CallSid");
    }

    private static MessageId id(TwilioForm form) {
        return MessageId.elsewhere(Provider.TWILIO, form.account(), sid(form));
    }

    private static @Nullable Integer number(TwilioForm form, String name) {
        var text = form.fields().get(name);
        return text != null && text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    private static Instant time(TwilioForm form) {
        var told = form.fields().get("Timestamp");
        try {
            return told == null ? form.receivedAt() : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(told));
        } catch (DateTimeException _) {
            return form.receivedAt();
        }
    }
}

package dev.switchboard.dispatcher.twilio;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Answer.Taken;
import dev.switchboard.dispatcher.dispatch.Look.Candidates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's list of the messages to one recipient. It is asked by recipient alone: its filter by day counts from when a
 * message left, and one that is queued has not left yet.
 */
final class TwilioList {

    private static final long PAGE = 50;

    /** Twilio's times have no fractions, and its clock is not ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    private final TwilioClient client;

    TwilioList(TwilioClient client) {
        this.client = client;
    }

    /** @throws com.twilio.exception.TwilioException when the list cannot be read */
    Candidates candidates(SendRequest request, @Nullable Address from, Instant earliest, Instant latest) {
        var found = new ArrayList<Taken>();
        var reader = new MessageReader(client.account())
                .setTo(TwilioAddress.of(request.channel(), request.to()))
                .setPageSize(PAGE);
        for (var message : reader.read(client.forReading())) {
            var created = message.getDateCreated() == null
                    ? Instant.MAX
                    : message.getDateCreated().toInstant();
            if (created.isBefore(earliest.minus(CLOCKS_DIFFER))) {
                break;
            }
            if (!created.isAfter(latest.plus(CLOCKS_DIFFER))
                    && isFrom(message, from)
                    && says(message, request.content())) {
                // Newest first in the list, oldest first here.
                found.addFirst(TwilioAnswer.taken(message));
            }
        }
        return new Candidates(found, request.content() instanceof Content.Text);
    }

    private static boolean isFrom(Message message, @Nullable Address from) {
        var sender = message.getFrom();
        return sender == null
                || from == null
                || TwilioAddress.isService(from)
                || TwilioAddress.plain(sender.getEndpoint()).equals(TwilioAddress.plain(from.value()));
    }

    /** Of a template the list shows what it said to the recipient, which we do not know: it may be any. */
    private static boolean says(Message message, Content content) {
        return !(content instanceof Content.Text text)
                || text.body().strip().equals(message.getBody().strip());
    }
}

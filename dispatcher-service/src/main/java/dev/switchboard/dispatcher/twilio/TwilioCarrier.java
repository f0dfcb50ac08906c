package dev.switchboard.dispatcher.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.messaging.v3.TypingIndicator;
import com.twilio.rest.messaging.v3.TypingIndicator.TypingIndicatorRequest;
import dev.switchboard.contracts.failure.FailureTable;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.dispatch.Answer;
import dev.switchboard.dispatcher.dispatch.Call;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Catalog;
import dev.switchboard.dispatcher.dispatch.Inquiry;
import dev.switchboard.dispatcher.dispatch.Look;
import dev.switchboard.dispatcher.dispatch.Mode;
import dev.switchboard.dispatcher.dispatch.Receipt;
import dev.switchboard.dispatcher.ledger.Lease;
import dev.switchboard.dispatcher.twilio.TwilioMessage.Draft;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class TwilioCarrier implements Carrier {

    private static final Map<Channel, String> SENDER_SETTINGS =
            Map.of(Channel.WHATSAPP, "TWILIO_WHATSAPP_FROM", Channel.SMS, "TWILIO_PHONE_NUMBER_REMINDERS");

    private final TwilioClient client;
    private final TwilioMessage message;
    private final TwilioList list;
    private final Map<Channel, Address> senders;
    private final Mode mode;
    private final KnownFailures failures;
    private final Clock clock;

    TwilioCarrier(
            TwilioClient client,
            TwilioMessage message,
            TwilioList list,
            Map<Channel, Address> senders,
            Mode mode,
            KnownFailures failures,
            Clock clock) {
        this.client = client;
        this.message = message;
        this.list = list;
        this.senders = senders;
        this.mode = mode;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.TWILIO;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public @Nullable Address sender(Channel channel) {
        return senders.get(channel);
    }

    @Override
    public String line(SendRequest request) {
        var from = from(request);
        return from == null ? "" : TwilioAddress.plain(from.value()).value();
    }

    @Override
    public boolean limitsPairs() {
        return false;
    }

    @Override
    public Optional<Failure> unfit(SendRequest request) {
        return from(request) == null
                ? Optional.of(new Failure(
                        Failure.Kind.CONFIGURATION,
                        null,
                        "from is missing, and " + SENDER_SETTINGS.get(request.channel()) + " is not set"))
                : message.unfit(request).map(reason -> new Failure(Failure.Kind.PERMANENT, null, reason));
    }

    @Override
    public Call send(SendRequest request, Lease lease) {
        var from = from(request);
        var unfit = unfit(request);
        if (from == null || unfit.isPresent()) {
            return Call.none(Answer.refusedByUs(unfit.orElseThrow()));
        }
        return switch (draft(request, from)) {
            case Draft.Not(var answer) -> Call.none(answer);
            case Draft.Ready(var creator) -> {
                var line = client.line(lease);
                var errors = failures.get();
                var answer = answer(creator, line, errors);
                yield new Call(answer, TwilioTranscript.of(line.last(), errors.version()));
            }
        };
    }

    private Answer answer(MessageCreator creator, TwilioLine line, FailureTable errors) {
        try {
            return TwilioAnswer.taken(creator.create(client.over(line)));
        } catch (TwilioException e) {
            var last = line.last();
            return TwilioAnswer.failed(errors, last == null ? null : last.reply(), e);
        }
    }

    private Draft draft(SendRequest request, Address from) {
        try {
            return message.draft(request, from);
        } catch (TwilioException _) {
            return TwilioMessage.couldNotAsk();
        }
    }

    @Override
    public Look look(SendRequest request, Instant from, Instant until) {
        try {
            return list.candidates(request, from(request), from, until);
        } catch (TwilioException _) {
            return new Look.NoAnswer();
        }
    }

    @Override
    public Catalog templates() {
        try {
            return new Catalog.Listed(message.templates());
        } catch (TwilioException _) {
            return new Catalog.NoAnswer("Twilio did not answer");
        }
    }

    /** Twilio knows a receipt only together with typing. */
    @Override
    public Receipt tell(ReadRequest read) {
        if (!read.saysTyping()) {
            return Receipt.NOT_CARRIED;
        }
        var line = client.line(Lease.endless());
        try {
            var _ = TypingIndicator.creator(TypingIndicatorRequest.builder()
                            .channel(TypingIndicator.Channel.WHATSAPP)
                            .messageId(read.providerId())
                            .build())
                    .create(client.over(line));
            return Receipt.TOLD;
        } catch (TwilioException _) {
            var last = line.last();
            return last == null ? Receipt.NO_ANSWER : last.reply().receipt();
        }
    }

    @Override
    public Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId) {
        try {
            var found = Message.fetcher(client.account(), providerId).fetch(client.forReading());
            return TwilioStatuses.reported(
                            messageId,
                            channel,
                            found,
                            failures.get(),
                            clock.instant().atZone(ZoneOffset.UTC))
                    .<Inquiry>map(Inquiry.Reported::new)
                    .orElseGet(Inquiry.NotToBeAsked::new);
        } catch (ApiException e) {
            return isFinal(e) ? new Inquiry.NotToBeAsked() : new Inquiry.NoAnswer();
        } catch (TwilioException _) {
            return new Inquiry.NoAnswer();
        }
    }

    private static boolean isFinal(ApiException e) {
        var status = e.getStatusCode();
        return status != null && status >= 400 && status < 500 && status != 429;
    }

    private @Nullable Address from(SendRequest request) {
        return request.from() == null ? senders.get(request.channel()) : request.from();
    }
}

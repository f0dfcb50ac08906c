package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.fate.Fate;
import dev.switchboard.simulator.fate.Step;
import dev.switchboard.simulator.handset.Handset;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Sent;
import java.util.List;
import java.util.stream.Stream;

/** The steps of each fate in Twilio's words. Opted-out recipients never get as far. */
final class TwilioLife {
    private static final List<Step> READ = Step.told("queued", "sent", "delivered", "read");
    private static final List<Step> DELIVERED = Step.told("queued", "sent", "delivered");
    private static final List<Step> UNHEARD = List.of(new Step.Untold("sent"));

    private TwilioLife() {}

    static List<Step> of(Fate fate, Sent sent, Handset handset) {
        if (sent.channel() == Channel.WHATSAPP && !handset.hasWhatsApp()) {
            return failing("undelivered", TwilioError.NO_WHATSAPP, "queued", "sent");
        }
        return sent.channel() == Channel.SMS ? sms(fate) : whatsapp(fate, sent.template());
    }

    private static List<Step> sms(Fate fate) {
        return switch (fate) {
            case READ, WITHHELD, WINDOW_CLOSED, OPTED_OUT, BUSY, OUT_OF_REACH -> DELIVERED;
            case SILENT -> UNHEARD;
            case SHUFFLED -> Step.echoed("delivered", "delivered", "queued", "delivered", "sent", "sent", "delivered");
            case UNDECODABLE -> interrupted(DELIVERED);
        };
    }

    private static List<Step> whatsapp(Fate fate, boolean template) {
        return switch (fate) {
            case READ, OPTED_OUT, BUSY -> READ;
            case WITHHELD -> failing("undelivered", TwilioError.WITHHELD, "queued", "sent");
            case WINDOW_CLOSED -> template ? READ : failing("failed", TwilioError.WINDOW_CLOSED, "queued");
            case SILENT -> UNHEARD;
            case OUT_OF_REACH -> Step.told("queued", "sent");
            case SHUFFLED -> Step.echoed("read", "read", "delivered", "queued", "read", "sent", "delivered", "sent");
            case UNDECODABLE -> interrupted(READ);
        };
    }

    private static List<Step> failing(String status, TwilioError error, String... before) {
        return Step.all(Stream.concat(Step.told(before).stream(), Stream.of(new Step.Told(status, error.code()))));
    }

    private static List<Step> interrupted(List<Step> steps) {
        var first = steps.subList(0, 2).stream();
        var rest = steps.subList(2, steps.size()).stream();
        return Step.all(Stream.concat(Stream.concat(first, Stream.of(new Step.Gibberish())), rest));
    }
}

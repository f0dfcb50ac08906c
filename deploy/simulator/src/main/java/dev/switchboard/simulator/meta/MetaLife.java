package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.fate.Fate;
import dev.switchboard.simulator.fate.Step;
import dev.switchboard.simulator.handset.Handset;
import java.util.List;

/** The steps of each fate in Meta's words. */
final class MetaLife {
    private static final List<Step> READ = Step.told("sent", "delivered", "read");

    private MetaLife() {}

    static List<Step> of(Fate fate, boolean template, Handset handset) {
        if (!handset.hasWhatsApp()) {
            return failing(StatusError.NO_WHATSAPP);
        }
        return switch (fate) {
            case READ, BUSY -> READ;
            case WITHHELD -> failing(StatusError.WITHHELD);
            case WINDOW_CLOSED -> template ? READ : failing(StatusError.WINDOW_CLOSED);
            case OPTED_OUT -> failing(StatusError.OPTED_OUT);
            case SILENT -> List.of(new Step.Untold("sent"));
            case OUT_OF_REACH -> Step.told("sent");
            case SHUFFLED -> Step.echoed("read", "read", "delivered", "read", "sent", "delivered", "sent");
            case UNDECODABLE ->
                List.of(
                        new Step.Told("sent", null),
                        new Step.Gibberish(),
                        new Step.Told("delivered", null),
                        new Step.Told("read", null));
        };
    }

    private static List<Step> failing(StatusError error) {
        return List.of(new Step.Told("failed", error.code()));
    }
}

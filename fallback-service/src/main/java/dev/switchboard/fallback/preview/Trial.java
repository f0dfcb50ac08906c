package dev.switchboard.fallback.preview;

import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.contracts.deadletter.Effect.Kind;
import dev.switchboard.contracts.deadletter.Preview;
import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.FallbackDecision.FurtherTry;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import dev.switchboard.fallback.decision.FallbackDecision.Wait;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.hearing.Fallbacks;
import dev.switchboard.fallback.hearing.Fallbacks.Consequences;
import dev.switchboard.fallback.hearing.OutcomeListener;
import dev.switchboard.fallback.hearing.StatusListener;
import dev.switchboard.http.PreviewApi;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tries each record by itself, against what was heard and decided until now. */
@Component
class Trial implements PreviewApi.Trial {

    private final Topics topics;
    private final Fallbacks fallbacks;

    Trial(Topics topics, Fallbacks fallbacks) {
        this.topics = topics;
        this.fallbacks = fallbacks;
    }

    @Override
    public Optional<Preview.Answer> of(Preview preview) {
        if (preview.topic().equals(topics.status().name())) {
            return Optional.of(preview.tried(topics.status(), one -> effect(StatusListener.news(one))));
        }
        return preview.topic().equals(topics.sendOutcomes().name())
                ? Optional.of(preview.tried(topics.sendOutcomes(), one -> effect(OutcomeListener.news(one))))
                : Optional.empty();
    }

    private Effect effect(List<? extends News> news) {
        return news.isEmpty() ? new Effect(Kind.NOTHING, "no fallback hangs on it") : effect(fallbacks.tried(news));
    }

    private static Effect effect(Consequences followed) {
        if (!followed.decided().isEmpty()) {
            return effect(followed.decided().getFirst());
        }
        if (!followed.held().isEmpty()) {
            return changes(
                    "its fallback would wait: " + followed.held().getFirst().why());
        }
        if (!followed.calledOff().isEmpty()) {
            return changes("its SMS would be called off");
        }
        if (!followed.rescued().isEmpty()) {
            return changes("its SMS would be known to have arrived");
        }
        return followed.isNew() ? changes("it would be remembered, no fallback follows now") : Effect.of(Kind.NOTHING);
    }

    private static Effect effect(Decided decided) {
        var rule = "by rule " + decided.grounds().rule();
        return switch (decided.decision()) {
            case SendSms _ -> new Effect(Kind.SENDS, "an SMS, " + rule + price(decided));
            case FurtherTry _ -> new Effect(Kind.SENDS, "once more by WhatsApp, later, " + rule);
            case Never _ -> changes("no fallback would ever follow, " + rule);
            case Wait _ -> Effect.of(Kind.NOTHING);
        };
    }

    /** Where the rules know one. */
    private static String price(Decided decided) {
        return decided.cost() == null ? "" : ", for " + decided.cost().toPlainString() + " each";
    }

    private static Effect changes(String how) {
        return new Effect(Kind.CHANGES, how);
    }
}

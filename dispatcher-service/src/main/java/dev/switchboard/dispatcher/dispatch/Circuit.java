package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Refused.By;
import dev.switchboard.dispatcher.DispatcherProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Whether a provider answers at all. An answer, whatever it says, closes it; many calls in a row without one open it. */
@Component
class Circuit {

    private final Map<Provider, AtomicInteger> unanswered = new ConcurrentHashMap<>();
    private final int most;

    Circuit(DispatcherProperties properties) {
        this.most = properties.pause().failures();
    }

    /** Whether the provider is to be left alone after this answer. */
    boolean opensAfter(Provider provider, Answer answer) {
        var count = unanswered.computeIfAbsent(provider, _ -> new AtomicInteger());
        return switch (answer) {
            case Answer.Unknown _ -> count.incrementAndGet() >= most;
            case Answer.NotTaken(var failure, var _, var _, var _)
            when isUnreached(failure) -> count.incrementAndGet() >= most;
            case Answer.Refused(var by, var _, var _) when by == By.US -> false;
            case Answer.Taken _, Answer.NotTaken _, Answer.Refused _ -> {
                count.set(0);
                yield false;
            }
        };
    }

    /** What a provider says has a code. */
    private static boolean isUnreached(Failure failure) {
        return failure.code() == null;
    }
}

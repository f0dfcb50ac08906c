package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.IngressUnreachable;
import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.callback.Attempt;
import dev.switchboard.simulator.callback.Webhooks;
import dev.switchboard.simulator.message.Address;
import dev.switchboard.simulator.message.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InboundApi {
    private static final Logger log = LoggerFactory.getLogger(InboundApi.class);

    record Received(int webhookStatus, String id, long ms) {}

    private final Map<Provider, Carrier> carriers;
    private final Webhooks webhooks;
    private final Diary diary;
    private final Clock clock;

    InboundApi(List<Carrier> carriers, Webhooks webhooks, Diary diary, Clock clock) {
        this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::provider, Function.identity()));
        this.webhooks = webhooks;
        this.diary = diary;
        this.clock = clock;
    }

    @PostMapping("/api/inbound")
    Received write(@RequestBody Inbound inbound, ServerHttpRequest request) throws InterruptedException {
        var carrier = inbound.provider() == null ? null : carriers.get(inbound.provider());
        if (carrier == null) {
            throw new InvalidInput("provider", "must be twilio or meta");
        }
        check(inbound);
        var webhook = carrier.webhook(inbound, origin(request));
        return switch (webhooks.post(webhook)) {
            case Attempt.Answered answered -> {
                remember(inbound, webhook.sid(), answered);
                yield received(inbound, webhook.sid(), answered);
            }
            case Attempt.Broken broken -> throw new IngressUnreachable(broken.error());
            case Attempt.OutOfReach away -> throw new IngressUnreachable(away.reason());
        };
    }

    /** Where a file that came with it is fetched. */
    private static String origin(ServerHttpRequest request) {
        return request.getURI().getScheme() + "://" + request.getURI().getRawAuthority();
    }

    private static void check(Inbound inbound) {
        var _ = inbound.words();
        if (inbound.reaction() != null) {
            InvalidInput.required("replyTo", inbound.replyTo());
        }
    }

    private void remember(Inbound inbound, String id, Attempt.Answered answered) {
        diary.add(new Written(
                id,
                Objects.requireNonNull(inbound.provider()),
                inbound.on(),
                new Address(inbound.from() == null ? String.valueOf(inbound.userId()) : inbound.from()),
                inbound.words(),
                inbound.reaction(),
                file(inbound.mediaUrl()),
                inbound.replyTo(),
                answered.status(),
                clock.instant(),
                null));
    }

    /** As a bubble shows it. */
    private static @Nullable String file(@Nullable String url) {
        return url == null
                ? null
                : DataUrl.of(url).map(one -> one.file().type()).orElse(url);
    }

    private static Received received(Inbound inbound, String id, Attempt.Answered answered) {
        log.atInfo()
                .addKeyValue("provider", inbound.provider())
                .addKeyValue("channel", inbound.on())
                .addKeyValue("providerSid", id)
                .addKeyValue("outcome", answered.status())
                .log("customer wrote");
        return new Received(answered.status(), id, answered.ms());
    }
}

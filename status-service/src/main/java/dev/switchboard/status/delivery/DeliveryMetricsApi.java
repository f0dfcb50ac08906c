package dev.switchboard.status.delivery;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.status.message.Parameters;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows how deliveries go: WhatsApp's, where no other channel is asked for. */
@RestController
class DeliveryMetricsApi {

    private static final String EVERY = "all";

    private final DeliverySums sums;
    private final Clock clock;

    DeliveryMetricsApi(DeliverySums sums, Clock clock) {
        this.sums = sums;
        this.clock = clock;
    }

    @GetMapping("/api/v1/whatsapp/delivery-metrics")
    Mono<DeliveryMetrics> metrics(
            @RequestParam @Nullable String startDate,
            @RequestParam @Nullable String endDate,
            @RequestParam(defaultValue = "whatsapp") String channel,
            @RequestParam @Nullable String provider,
            @RequestParam @Nullable String tenant) {
        @Nullable Channel one = channel.equals(EVERY) ? null : Parameters.channel(channel);
        var range = Range.of(startDate, endDate, clock.instant());
        return sums.metrics(new DeliverySums.Query(range, channel, one, provider, tenant));
    }
}

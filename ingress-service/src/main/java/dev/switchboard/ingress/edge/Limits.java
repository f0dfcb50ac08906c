package dev.switchboard.ingress.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** A number of permits in each period, for each name. Names not heard of for a while are forgotten, the oldest first. */
public final class Limits {

    private static final int MOST_NAMES = 100_000;

    private final Duration period;
    private final LoadingCache<String, RateLimiter> limiters;

    public Limits(int permits, Duration period) {
        this.period = period;
        var config = RateLimiterConfig.custom()
                .limitForPeriod(permits)
                .limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO)
                .build();
        this.limiters = Caffeine.newBuilder()
                .maximumSize(MOST_NAMES)
                .expireAfterAccess(period.multipliedBy(10))
                .build(name -> RateLimiter.of("limit", config));
    }

    /** Takes a permit, if there is one. */
    public boolean allows(String name) {
        return limiters.get(name).acquirePermission();
    }

    /** By then there are permits again, for certain. */
    public long retryAfterSeconds() {
        return Math.max(1, period.toSeconds());
    }
}

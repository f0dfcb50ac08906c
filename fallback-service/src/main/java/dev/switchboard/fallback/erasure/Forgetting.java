package dev.switchboard.fallback.erasure;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Most messages ask for no fallback, and most news is of those. It goes when no plan can come for it any more: the topics
 * have forgotten it too. Plans and their decisions stay.
 */
public record Forgetting(JdbcClient jdbc, Duration kept, Clock clock) {

    private static final int AT_ONCE = 5_000;

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void forget() {
        int most;
        do {
            most = Math.max(forgetFacts(), forgetNames());
        } while (most == AT_ONCE);
    }

    private int forgetFacts() {
        return delete("""
                        delete from facts where ctid = any (array(
                            select f.ctid from facts f
                            where f.noted_at < cast(:before as timestamptz) and not exists (
                                select from names n left join tries t on t.try_id = n.message_id
                                join plans p on p.message_id = coalesce(t.message_id, n.message_id)
                                where n.name = f.name and p.decision is null)
                            order by f.noted_at limit :limit))
                        """);
    }

    private int forgetNames() {
        return delete("""
                        delete from names where ctid = any (array(
                            select n.ctid from names n
                            where n.noted_at < cast(:before as timestamptz)
                            and not exists (
                                select from plans p where p.decision is null and p.message_id = coalesce(
                                    (select t.message_id from tries t where t.try_id = n.message_id), n.message_id))
                            and not exists (select from facts f where f.name = n.name)
                            order by n.noted_at limit :limit))
                        """);
    }

    private int delete(String sql) {
        return jdbc.sql(sql)
                .param("before", clock.instant().minus(kept).toString())
                .param("limit", AT_ONCE)
                .update();
    }
}

package dev.switchboard.fallback.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each tenant's SMS cost on a day. Only whoever holds the lock of the switches asks. */
record Spending(JdbcClient jdbc) {

    /** Whether it could still be paid; then it is. */
    boolean spend(@Nullable String tenant, Instant at, BigDecimal cost, @Nullable BigDecimal cap) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return jdbc.sql("""
                        insert into spending (tenant, day, sms, cost)
                        select :tenant, :day, 1, cast(:cost as numeric) where cast(:cap as numeric) is null or cast(:cost as numeric) <= cast(:cap as numeric)
                        on conflict (tenant, day) do update
                            set sms = spending.sms + 1, cost = spending.cost + excluded.cost
                            where cast(:cap as numeric) is null or spending.cost + excluded.cost <= cast(:cap as numeric)
                        """)
                        .param("tenant", tenant == null ? "" : tenant)
                        .param("day", day)
                        .param("cost", cost)
                        .param("cap", cap)
                        .update()
                == 1;
    }
}

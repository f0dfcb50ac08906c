package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.Wire;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Whose turn it is: the urgent before the others, within a priority the tenants in turn, of each its oldest message. */
@Component
class Queue {

    /** Proven and called-off messages are left to those who settle them. */
    private static final String CLAIMABLE = "s.due_at <= now() and s.provider_id is null and not s.cancel_wished";

    /**
     * One by one by their ids: a join would look at all that wait, however few are wanted. So would an index over those that
     * wait, and the case keeps it out.
     */
    static final String NEXT = """
            with candidates as materialized (
                select c.message_id, c.due_at, c.place, l.sender, l.priority, l.served_at, r.room
                from jsonb_to_recordset(cast(:rooms as jsonb)) as r (sender text, room int)
                join lanes l using (sender)
                cross join lateral (
                    select o.message_id, o.due_at, row_number() over (order by o.due_at) as place
                    from (
                        select s.message_id, s.due_at
                        from sends s
                        where s.lane = l.id and s.state = 'waiting' and %1$s
                        order by s.due_at
                        limit r.room) o) c),
            ranked as (
                select *, row_number() over (partition by sender order by priority, place, served_at, due_at) as rank
                from candidates),
            turns as (select * from ranked where rank <= room order by priority, place, served_at, due_at)
            select claimable.*
            from turns t
            cross join lateral (
                select
                    s.message_id, s.request, s.provider, s.sender, s.lane, s.attempts, s.expires_at <= now() as expired,
                    s.recipient, coalesce(s.pair_at <= now(), false) as has_turn, s.traceparent, s.tenant
                from sends s
                where s.message_id = t.message_id and case s.state when 'waiting' then %1$s else false end
                for update skip locked) claimable
            order by t.priority, t.place, t.served_at, t.due_at
            limit :limit
            """.formatted(CLAIMABLE);

    private static final String SERVED = "update lanes set served_at = clock_timestamp() where id = any(:lanes)";

    private static final String HOLD = """
            update sends s
            set due_at = least(r.until, s.expires_at), pair_at = case when r.has_turn then r.until else s.pair_at end
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (message_id uuid, until timestamptz, has_turn boolean)
            where s.message_id = r.message_id
            """;

    private final JdbcClient database;

    Queue(JdbcClient database) {
        this.database = database;
    }

    record Room(String sender, int room) {}

    /** Locked until the transaction ends. */
    List<Due> next(Collection<Room> rooms, int limit) {
        return rooms.isEmpty()
                ? List.of()
                : database.sql(NEXT)
                        .param("rooms", Wire.JSON.writeValueAsString(rooms))
                        .param("limit", limit)
                        .query((row, _) -> Due.of(row))
                        .list();
    }

    void served(Collection<Long> lanes) {
        database.sql(SERVED).param("lanes", lanes.toArray(Long[]::new)).update();
    }

    void hold(List<Held> held) {
        if (!held.isEmpty()) {
            database.sql(HOLD).param("rows", Wire.JSON.writeValueAsString(held)).update();
        }
    }

    /**
     * It has to wait for its template, or for the turn of its pair.
     *
     * @param hasTurn whether that turn is reserved for it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Held(UUID messageId, Instant until, boolean hasTurn) {}
}

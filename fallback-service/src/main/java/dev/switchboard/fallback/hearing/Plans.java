package dev.switchboard.fallback.hearing;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.decision.Case;
import dev.switchboard.fallback.decision.Decided;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.News.Rescue;
import dev.switchboard.fallback.decision.News.SmsArrived;
import dev.switchboard.fallback.decision.Plan;
import dev.switchboard.fallback.gate.Gate;
import dev.switchboard.fallback.store.Column;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that may go out another way, and what was decided about them: once, and never again. */
public record Plans(JdbcClient jdbc) {

    /** How many of them were not known. */
    int learn(List<Plan> plans) {
        if (plans.isEmpty()) {
            return 0;
        }
        return jdbc.sql("""
                        insert into plans (message_id, request, requested_at, due_at, traceparent, tenant)
                        select * from unnest(
                            cast(:messages as uuid[]), cast(:requests as text[]), cast(:times as timestamptz[]),
                            cast(:deadlines as timestamptz[]), cast(:traceparents as text[]), cast(:tenants as text[]))
                            as new (message_id)
                        where not exists (select from erased where erased.message_id = new.message_id)
                        on conflict do nothing
                        """)
                .param("messages", Column.of(plans, Plan::name))
                .param("requests", Column.of(plans, plan -> text(plan.request())))
                .param("times", Column.of(plans, Plan::requestedAt))
                .param("deadlines", Column.of(plans, Plan::dueAt))
                .param("traceparents", Column.of(plans, Plan::traceparent))
                .param("tenants", Column.of(plans, plan -> plan.request().tenant()))
                .update();
    }

    /** With their deadlines; nothing is heard of them yet. */
    List<Case> undecided(Collection<MessageId> messages) {
        return jdbc.sql("""
                        select request, requested_at, due_at, traceparent from plans
                        where message_id = any (cast(:messages as uuid[])) and decision is null
                        """)
                .param("messages", Column.of(messages, MessageId::value))
                .query((row, _) -> new Case(plan(row), instantOrNull(row, "due_at"), List.of(), List.of()))
                .list();
    }

    /** Those an SMS was asked for that nobody has called off, with the rule that asked for it. */
    Map<MessageId, String> answeredBySms(Collection<MessageId> messages) {
        return jdbc
                .sql("""
                        select message_id, rule from plans
                        where message_id = any (cast(:messages as uuid[])) and decision = 'sms' and canceled_at is null
                        """)
                .param("messages", Column.of(messages, MessageId::value))
                .query((row, _) ->
                        Map.entry(new MessageId(row.getObject("message_id", UUID.class)), row.getString("rule")))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void decide(List<Decided> decided) {
        if (decided.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update plans set decision = d.decision, reason = d.reason, rule = d.rule, rules_version = d.version,
                            failure_kind = d.kind, failure_code = d.code, fallback_id = d.fallback, decided_at = d.at, parts = d.parts,
                            cost = d.cost
                        from unnest(
                            cast(:messages as uuid[]), cast(:decisions as text[]), cast(:reasons as text[]),
                            cast(:rules as text[]), cast(:versions as text[]), cast(:kinds as text[]),
                            cast(:codes as text[]), cast(:fallbacks as uuid[]), cast(:times as timestamptz[]),
                            cast(:parts as int[]), cast(:costs as numeric[]))
                            as d (message, decision, reason, rule, version, kind, code, fallback, at, parts, cost)
                        where plans.message_id = d.message and plans.decision is null
                        """)
                .param("messages", Column.of(decided, Decided::message))
                .param("decisions", Column.of(decided, Decided::outcome))
                .param("reasons", Column.of(decided, one -> one.grounds().reason()))
                .param("rules", Column.of(decided, one -> one.grounds().rule()))
                .param("versions", Column.of(decided, Decided::rulesVersion))
                .param("kinds", Column.of(decided, Decided::failureKind))
                .param("codes", Column.of(decided, Decided::failureCode))
                .param("fallbacks", Column.of(decided, Decided::fallback))
                .param("times", Column.of(decided, Decided::at))
                .param("parts", Column.of(decided, Decided::parts))
                .param("costs", Column.of(decided, Decided::cost))
                .update();
    }

    void hold(List<Gate.Held> held) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update plans set held = h.why
                        from unnest(cast(:messages as uuid[]), cast(:whys as text[])) as h (message, why)
                        where plans.message_id = h.message
                        """)
                .param("messages", Column.of(held, one -> one.decided().message()))
                .param("whys", Column.of(held, Gate.Held::why))
                .update();
    }

    public long countHeld() {
        return jdbc.sql("select count(*) from plans where held is not null and decision is null")
                .query(Long.class)
                .single();
    }

    /** The oldest of those that wait and whose tenant need not. */
    public List<News.Again> held(int limit) {
        return jdbc.sql("""
                        select message_id from plans where held is not null and decision is null
                        and not exists (select from switches where scope = plans.tenant and state = 'paused')
                        order by requested_at, message_id limit :limit
                        """)
                .param("limit", Math.max(0, limit))
                .query((row, _) -> new News.Again(new MessageId(row.getObject(1, UUID.class))))
                .list();
    }

    void callOff(Collection<MessageId> messages, Instant at) {
        jdbc.sql("""
                        update plans set canceled_at = cast(:at as timestamptz)
                        where message_id = any (cast(:messages as uuid[]))
                        """)
                .param("at", at.toString())
                .param("messages", Column.of(messages, MessageId::value))
                .update();
    }

    /** The messages these SMS stand in for; of most there is none. */
    List<Rescue> rescues(List<SmsArrived> arrived) {
        if (arrived.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.message_id, min(a.at) as at
                        from unnest(cast(:names as uuid[]), cast(:times as timestamptz[])) as a (name, at)
                        left join names n on n.name = a.name
                        join plans p on p.fallback_id = coalesce(n.message_id, a.name)
                        where p.rescued_at is null
                        group by p.message_id
                        """)
                .param("names", Column.of(arrived, SmsArrived::name))
                .param("times", Column.of(arrived, SmsArrived::at))
                .query((row, _) ->
                        new Rescue(new MessageId(row.getObject("message_id", UUID.class)), instant(row, "at")))
                .list();
    }

    /** Those of which it was not known before. */
    List<MessageId> rescue(List<Rescue> rescues) {
        if (rescues.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        update plans set rescued_at = r.at
                        from unnest(cast(:messages as uuid[]), cast(:times as timestamptz[])) as r (message, at)
                        where plans.message_id = r.message and plans.rescued_at is null
                        returning plans.message_id
                        """)
                .param("messages", Column.of(rescues, Rescue::name))
                .param("times", Column.of(rescues, Rescue::at))
                .query((row, _) -> new MessageId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Told once: what could not be decided then is not looked for again. */
    void tellOverdue(List<Fact> facts) {
        var overdue =
                facts.stream().filter(fact -> fact.what() == Fact.What.OVERDUE).toList();
        if (!overdue.isEmpty()) {
            jdbc.sql("update plans set overdue = true where message_id = any (cast(:messages as uuid[]))")
                    .param("messages", Column.of(overdue, Fact::name))
                    .update();
        }
    }

    /** A further try waits for something: from now on there is a deadline, if there was none. */
    void giveDeadlines(Map<MessageId, Instant> deadlines) {
        jdbc.sql("""
                        update plans set held = null, due_at = least(plans.due_at, d.at)
                        from unnest(cast(:messages as uuid[]), cast(:times as timestamptz[])) as d (message, at)
                        where plans.message_id = d.message
                        """)
                .param("messages", Column.of(deadlines.entrySet(), Map.Entry::getKey))
                .param("times", Column.of(deadlines.entrySet(), Map.Entry::getValue))
                .update();
    }

    /** The longest overdue first. */
    public List<Fact> due(Instant at, int limit) {
        return jdbc.sql("""
                        select message_id, due_at, traceparent from plans
                        where due_at <= cast(:at as timestamptz) and decision is null and not overdue
                        order by due_at limit :limit
                        """)
                .param("at", at.toString())
                .param("limit", limit)
                .query((row, _) -> Fact.overdue(
                        new MessageId(row.getObject("message_id", UUID.class)),
                        instant(row, "due_at"),
                        Traceparent.parse(row.getString("traceparent"))))
                .list();
    }

    /** Whether it has passed or not. */
    @Nullable
    public Instant oldestDue() {
        return jdbc.sql("""
                        select due_at from plans where due_at is not null and decision is null and not overdue
                        order by due_at limit 1
                        """)
                .query((row, _) -> instant(row, "due_at"))
                .optional()
                .orElse(null);
    }

    /** By the request's own time where it has one: the column knows no nanoseconds, and an end is told by them. */
    private static Plan plan(ResultSet row) throws SQLException {
        var request = Wire.JSON.readValue(row.getString("request"), SendRequest.class);
        return new Plan(
                request,
                Objects.requireNonNull(request.fallback()),
                request.requestedAt() == null ? instant(row, "requested_at") : request.requestedAt(),
                Traceparent.parse(row.getString("traceparent")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String text(SendRequest request) {
        return new String(Wire.write(request), StandardCharsets.UTF_8);
    }
}

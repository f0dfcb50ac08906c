package dev.switchboard.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Rows as status-service writes them for messages of thirty days, written by SQL: to tell it of millions would measure the
 * telling. Raw events are left out, none of the questions reads them.
 */
final class ManyMessages implements AutoCloseable {

    private static final List<String> TABLES =
            List.of("messages", "message_states", "message_statuses", "provider_ids");

    private static final String MESSAGES = """
            insert into messages (id, direction, channel, provider, account, provider_id, from_address, to_address, contact,
                text, tenant, status, rank, code, failure_kind, failure_reason, requested_at, sent_at, delivered_at,
                read_at, failed_at, last_status_at, created_at)
            select id, 'outbound', channel, provider, 'AC1', 'SM' || lpad(to_hex(n), 32, '0'), '+15550001111', contact, contact,
                   'Your table is ready.', 'tenant' || n %% 10, status, rank, code,
                   case when code is not null then 'permanent' end, case when code is not null then 'undeliverable' end,
                   at, at + interval '1 second',
                   case when rank >= 15 then at + interval '1 second' + took end,
                   case when rank >= 16 then at + interval '1 second' + took * 5 end,
                   case when rank in (13, 14) then at + interval '1 second' + took end,
                   at + interval '1 second' + took * 5, at
            from (
                select n, md5(n::text)::uuid as id, case when n %% 3 = 0 then 'sms' else 'whatsapp' end as channel,
                       case when n %% 2 = 0 then 'meta' else 'twilio' end as provider,
                       '+1415' || lpad((n %% 100000)::text, 7, '0') as contact,
                       case when n %% 50 = 0 then 'failed' when n %% 50 = 1 then 'undelivered' when n %% 50 = 2 then 'sent'
                            when n %% 5 < 3 then 'read' else 'delivered' end as status,
                       case when n %% 50 = 0 then 14 when n %% 50 = 1 then 13 when n %% 50 = 2 then 8
                            when n %% 5 < 3 then 16 else 15 end as rank,
                       case when n %% 50 = 0 then '63049' when n %% 50 = 1 then '30008' end as code,
                       now() - n * interval '30 days' / %1$d as at,
                       exp(1.2 * random_normal()) * interval '3 seconds' as took
                from generate_series(1, %1$d) n
            ) told
            """;

    private static final List<String> REST = List.of(
            "insert into message_states (id, status, created_at, channel, provider, tenant)"
                    + " select id, status, created_at, channel, provider, tenant from messages",
            "insert into provider_ids select provider, account, provider_id, id, true from messages",
            """
            insert into message_statuses (message_id, status, code, rank, failure_kind, failure_reason, first_at, count)
            select id, s.status, coalesce(s.code, ''), s.rank, '', '', s.at, 1
            from messages
            cross join lateral (values ('accepted', null, 5, created_at), ('sent', null, 8, sent_at),
                (messages.status, code, messages.rank, last_status_at)) s (status, code, rank, at)
            where s.status <> 'sent' or s.rank <> messages.rank or s.at = sent_at
            """);

    private static final String LANE =
            "case when hour > now() - interval '3 hours' then hashtext(id::text) & 7 else 0 end";

    private final Connection database;

    ManyMessages(Connection database) {
        this.database = database;
    }

    static String providerId(int number) {
        return "SM" + "0".repeat(24) + HexFormat.of().toHexDigits(number);
    }

    void load(int many) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set work_mem = '256MB'");
            statement.execute("alter system set max_wal_size = '16GB'");
            statement.execute("alter system set autovacuum = off");
            statement.execute("select pg_reload_conf()");
            var indexes = withoutIndexes(statement);
            statement.execute(MESSAGES.formatted(many));
            for (var rows : REST) {
                statement.execute(rows);
            }
            sums(statement);
            for (var index : indexes) {
                statement.execute(index);
            }
            statement.execute("vacuum analyze");
            statement.execute("alter system reset autovacuum");
            statement.execute("select pg_reload_conf()");
        }
    }

    /** What the batches would have added up: in the lanes they write to, and put together where nobody does any more. */
    private static void sums(Statement statement) throws SQLException {
        statement.execute("""
                insert into message_counts (hour, direction, channel, provider, tenant, status, code, fallback, lane, messages)
                select hour, direction, channel, provider, tenant, status, code, fallback, %1$s, count(*)
                from message_measures group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1
                """.formatted(LANE));
        statement.execute("""
                insert into message_durations
                    (hour, direction, channel, provider, tenant, measure, power, lane, messages, total_ms)
                select hour, direction, channel, provider, tenant, measure, class / 16, lane,
                       sum_each(in_class(class, messages)), sum(total_ms)
                from (
                    select hour, direction, channel, provider, tenant, measure, class, %1$s as lane,
                           count(*) as messages, sum(ms) as total_ms
                    from message_measures
                    cross join lateral (values ('delivery', delivery_class, delivery_ms), ('read', read_class, read_ms))
                        d (measure, class, ms)
                    where ms is not null
                    group by 1, 2, 3, 4, 5, 6, 7, 8
                ) by_class
                group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1
                """.formatted(LANE));
        statement.execute("""
                insert into message_counts_by_day
                select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, status, code, fallback, lane,
                       sum(messages)
                from message_counts group by 1, 2, 3, 4, 5, 6, 7, 8, 9
                """);
        statement.execute("""
                insert into message_durations_by_day
                select date_trunc('day', hour, 'UTC'), direction, channel, provider, tenant, measure, power, lane,
                       sum_each(messages), sum(total_ms)
                from message_durations group by 1, 2, 3, 4, 5, 6, 7, 8
                """);
    }

    /** It is quicker to make them afterwards. */
    private static List<String> withoutIndexes(Statement statement) throws SQLException {
        var tables = "'" + String.join("', '", TABLES) + "'";
        var definitions = new ArrayList<String>();
        definitions.addAll(dropped(statement, """
                select 'alter table %1$s drop constraint ' || conname,
                       'alter table %1$s add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
                from pg_constraint where contype in ('p', 'u') and conrelid::regclass::text in (%2$s)
                """.formatted("' || conrelid::regclass || '", tables)));
        definitions.addAll(dropped(statement, """
                select 'drop index ' || indexname, indexdef from pg_indexes
                where schemaname = 'public' and tablename in (%s)
                """.formatted(tables)));
        return definitions;
    }

    /** Each found one is dropped by its first column, and made again by its second. */
    private static List<String> dropped(Statement statement, String query) throws SQLException {
        var drops = new ArrayList<String>();
        var makes = new ArrayList<String>();
        try (var found = statement.executeQuery(query)) {
            while (found.next()) {
                drops.add(found.getString(1));
                makes.add(found.getString(2));
            }
        }
        for (var drop : drops) {
            statement.execute(drop);
        }
        return makes;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}

package dev.switchboard.dispatcher.recipient;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.dispatcher.recipient.OptOut.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Who does not want to hear from whom. The newest word holds, in whatever order they come; of two at once, the stop. */
@Component
public class OptOuts {

    private static final String NOTE = """
            insert into opt_outs as o (
                provider, channel, ours, contact, scope, account, wanted, source, code, said_at)
            select distinct on (provider, channel, ours, contact, scope)
                provider, channel, ours, contact, scope, account, wanted, source, code, said_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                provider text, channel text, ours text, contact text, scope text, account text, wanted boolean,
                source text, code text, said_at timestamptz)
            order by provider, channel, ours, contact, scope, said_at desc, wanted
            on conflict (provider, channel, ours, contact, scope) do update
            set account = excluded.account,
                wanted = excluded.wanted,
                source = excluded.source,
                code = excluded.code,
                said_at = excluded.said_at
            where excluded.said_at > o.said_at or excluded.said_at = o.said_at and not excluded.wanted
            """;

    /** The report says what happened, our ledger to whom. */
    private static final String REPORTED = """
            select
                s.message_id, s.channel, split_part(s.sender, ':', 1) as provider,
                substr(s.sender, length(s.provider || s.channel) + 3) as line, s.request::jsonb ->> 'to' as recipient
            from sends s
            where s.message_id in (:ids) and s.sender is not null
            """;

    /** Whoever writes again after the provider reported a block has lifted it. */
    private static final String REFUSING = """
            select distinct on (r.message_id) r.message_id, o.code
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, provider text, channel text, line text, contact text, marketing boolean)
            join opt_outs o
                on o.contact = r.contact and o.provider = r.provider and o.channel = r.channel
                and (o.ours in (r.line, '*') or o.account = r.line)
            where not o.wanted
              and (o.scope = 'all' or r.marketing)
              and not (o.source = 'provider' and o.scope = 'all' and exists (
                  select
                  from last_inbounds i
                  where i.contact = o.contact and i.provider = o.provider and o.channel = 'whatsapp'
                    and (i.ours = r.line or i.account = r.line) and i.wrote_at > o.said_at))
            order by r.message_id, o.scope
            """;

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            UUID messageId, String provider, String channel, String line, String contact, boolean marketing) {
        static Row of(Addressed send) {
            var request = send.request();
            return new Row(
                    request.messageId().value(),
                    send.provider().name(),
                    request.channel().wireName(),
                    send.line(),
                    request.to().value(),
                    "marketing".equalsIgnoreCase(request.category()));
        }
    }

    private final JdbcClient database;
    private final Map<Provider, Words> words;

    OptOuts(JdbcClient database, List<Words> words) {
        this.database = database;
        this.words = words.stream().collect(toMap(Words::provider, one -> one));
    }

    void note(Collection<OptOut> said) {
        if (!said.isEmpty()) {
            database.sql(NOTE).param("rows", Wire.JSON.writeValueAsString(said)).update();
        }
    }

    /** What contacts told the network itself about marketing from us. */
    public void prefer(Collection<PreferenceChanged> changed) {
        note(changed.stream().map(OptOuts::preference).toList());
    }

    private static OptOut preference(PreferenceChanged changed) {
        return new OptOut(
                changed.provider().name(),
                Channel.WHATSAPP.wireName(),
                OptOut.EVERY_SENDER,
                changed.contact().value(),
                Scope.MARKETING.sqlName(),
                changed.account(),
                changed.wanted(),
                OptOut.BY_CONTACT,
                null,
                changed.occurredAt());
    }

    /** A call was refused because the recipient wants nothing. */
    public void refused(SendRequest request, Provider provider, String line, Failure failure, Instant at) {
        note(List.of(reported(
                provider, request.channel().wireName(), line, request.to().value(), failure.code(), at)));
    }

    /** Reports on messages the provider had taken. */
    public void reported(Collection<StatusReported> statuses) {
        var stops = statuses.stream()
                .filter(status -> status.failure() != null && status.failure().kind() == Failure.Kind.OPT_OUT)
                .collect(toMap(status -> status.messageId().value(), status -> status, (first, _) -> first));
        if (stops.isEmpty()) {
            return;
        }
        note(database.sql(REPORTED)
                .param("ids", stops.keySet())
                .query((row, _) -> reported(
                        new Provider(row.getString("provider")),
                        row.getString("channel"),
                        row.getString("line"),
                        row.getString("recipient"),
                        code(stops.get(row.getObject("message_id", UUID.class))),
                        saidAt(stops.get(row.getObject("message_id", UUID.class)))))
                .list());
    }

    private OptOut reported(
            Provider provider, String channel, String line, String contact, @Nullable String code, Instant at) {
        var known = words.get(provider);
        var scope = known == null ? Scope.ALL : known.scope(code);
        return new OptOut(provider.name(), channel, line, contact, scope.sqlName(), line, false, "provider", code, at);
    }

    private static @Nullable String code(@Nullable StatusReported status) {
        return status == null || status.failure() == null
                ? null
                : status.failure().code();
    }

    private static Instant saidAt(@Nullable StatusReported status) {
        return status == null ? Instant.EPOCH : status.occurredAt();
    }

    /** Those whose recipient is known not to want them, with the provider's code where it was the provider who told. */
    Map<MessageId, Failure> refusals(Collection<Addressed> sends) {
        return sends.isEmpty()
                ? Map.of()
                : database
                        .sql(REFUSING)
                        .param(
                                "rows",
                                Wire.JSON.writeValueAsString(
                                        sends.stream().map(Row::of).toList()))
                        .query((row, _) -> Map.entry(
                                new MessageId(row.getObject("message_id", UUID.class)),
                                new Failure(
                                        Failure.Kind.OPT_OUT, row.getString("code"), "the recipient has opted out")))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

package dev.switchboard.dispatcher.recipient;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.message.Address;
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

    /**
     * The newest word of each sender and scope, whether it was said by the number or by who was erased since. Whoever
     * writes again after the provider reported a block has lifted it.
     */
    private static final String REFUSING = """
            select distinct on (n.message_id) n.message_id, n.code
            from (
                select distinct on (r.message_id, o.ours, o.scope)
                    r.message_id, r.provider, r.line, r.contact, r.marketing, o.channel, o.scope, o.wanted, o.source, o.code,
                    o.said_at
                from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                    message_id uuid, provider text, channel text, line text, contact text, erased text, marketing boolean)
                join opt_outs o
                    on o.contact in (r.contact, r.erased) and o.provider = r.provider and o.channel = r.channel
                    and (o.ours in (r.line, '*') or o.account = r.line)
                order by r.message_id, o.ours, o.scope, o.said_at desc, o.wanted) n
            where not n.wanted
              and (n.scope = 'all' or n.marketing)
              and not (n.source = 'provider' and n.scope = 'all' and exists (
                  select
                  from last_inbounds i
                  where i.contact = n.contact and i.provider = n.provider and n.channel = 'whatsapp'
                    and (i.ours = n.line or i.account = n.line) and i.wrote_at > n.said_at))
            order by n.message_id, n.scope
            """;

    private static final String KNOWN = "select distinct contact from opt_outs where contact not like 'hmac-%'";

    /** What was erased before under the same name gives way to a newer word, as ever. */
    private static final String ERASE = """
            with said as (delete from opt_outs where contact = :contact returning *)
            insert into opt_outs as o (provider, channel, ours, contact, scope, account, wanted, source, code, said_at)
            select provider, channel, ours, :name, scope, account, wanted, source, code, said_at
            from said
            on conflict (provider, channel, ours, contact, scope) do update
            set account = excluded.account,
                wanted = excluded.wanted,
                source = excluded.source,
                code = excluded.code,
                said_at = excluded.said_at
            where excluded.said_at > o.said_at or excluded.said_at = o.said_at and not excluded.wanted
            """;

    @JsonNaming(SnakeCaseStrategy.class)
    private record Row(
            UUID messageId,
            String provider,
            String channel,
            String line,
            String contact,
            String erased,
            boolean marketing) {
        static Row of(Addressed send, AddressHashes hashes) {
            var request = send.request();
            return new Row(
                    request.messageId().value(),
                    send.provider().name(),
                    request.channel().wireName(),
                    send.line(),
                    request.to().value(),
                    hashes.of(request.to()),
                    "marketing".equalsIgnoreCase(request.category()));
        }
    }

    private final JdbcClient database;
    private final AddressHashes hashes;
    private final Map<Provider, Words> words;

    OptOuts(JdbcClient database, AddressHashes hashes, List<Words> words) {
        this.database = database;
        this.hashes = hashes;
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

    /** What these said still holds, and nobody sees any more who they are. To be called in a transaction. */
    public void erase(Collection<String> addressHashes) {
        for (var contact :
                database.sql(KNOWN).query((row, _) -> row.getString("contact")).list()) {
            var name = hashes.of(new Address(contact));
            if (addressHashes.contains(name)) {
                database.sql(ERASE)
                        .param("contact", contact)
                        .param("name", name)
                        .update();
            }
        }
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
                                Wire.JSON.writeValueAsString(sends.stream()
                                        .map(send -> Row.of(send, hashes))
                                        .toList()))
                        .query((row, _) -> Map.entry(
                                new MessageId(row.getObject("message_id", UUID.class)),
                                new Failure(
                                        Failure.Kind.OPT_OUT, row.getString("code"), "the recipient has opted out")))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

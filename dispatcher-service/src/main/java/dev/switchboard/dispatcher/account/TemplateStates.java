package dev.switchboard.dispatcher.account;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.account.TemplateWords.Meaning;
import dev.switchboard.dispatcher.pace.Pause;
import dev.switchboard.dispatcher.pace.Pauses;
import dev.switchboard.dispatcher.recipient.Addressed;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Which templates a provider has withdrawn. The newest word holds, in whatever order they come. */
@Component
public class TemplateStates {

    private static final String NOTE = """
            insert into templates as t (provider, account, name, language, usable, change, said_at)
            select distinct on (provider, account, name, language)
                provider, account, name, language, usable, change, said_at
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                provider text, account text, name text, language text, usable boolean, change text, said_at timestamptz)
            order by provider, account, name, language, said_at desc, usable
            on conflict (provider, account, name, language) do update
            set usable = excluded.usable, change = excluded.change, said_at = excluded.said_at
            where excluded.said_at > t.said_at or excluded.said_at = t.said_at and not excluded.usable
            """;

    /** Refused is only what no account of ours has any more; in which one the sender is, the template does not say. */
    private static final String WITHDRAWN = """
            select r.message_id, max(t.change) as change
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (
                message_id uuid, provider text, name text, language text)
            join templates t
                on t.provider = r.provider and t.name = r.name
                and (r.language is null or t.language in ('', r.language))
            group by r.message_id
            having bool_and(not t.usable)
            """;

    private final JdbcClient database;
    private final Pauses pauses;
    private final Map<Provider, TemplateWords> words;

    TemplateStates(JdbcClient database, Pauses pauses, List<TemplateWords> words) {
        this.database = database;
        this.pauses = pauses;
        this.words = words.stream().collect(toMap(TemplateWords::provider, one -> one));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Said(
            String provider,
            String account,
            String name,
            String language,
            boolean usable,
            String change,
            Instant saidAt) {}

    /** To be called in a transaction. What waits for a template that is usable again goes on at once. */
    void note(Collection<TemplateChanged> changed) {
        var said = changed.stream().flatMap(this::said).toList();
        if (said.isEmpty()) {
            return;
        }
        database.sql(NOTE).param("rows", Wire.JSON.writeValueAsString(said)).update();
        var usable = said.stream()
                .filter(Said::usable)
                .map(one -> Pause.template(new Provider(one.provider()), one.name()))
                .toList();
        if (!usable.isEmpty()) {
            pauses.lift(usable);
        }
    }

    private Stream<Said> said(TemplateChanged changed) {
        var known = words.get(changed.provider());
        var meaning = known == null ? Meaning.NEITHER : known.of(changed.change());
        return meaning == Meaning.NEITHER
                ? Stream.empty()
                : Stream.of(new Said(
                        changed.provider().name(),
                        changed.account(),
                        changed.template(),
                        requireNonNullElse(changed.language(), ""),
                        meaning == Meaning.USABLE,
                        changed.change(),
                        changed.occurredAt()));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Wanted(
            UUID messageId,
            String provider,
            String name,
            @Nullable String language) {
        static Stream<Wanted> of(Addressed send) {
            return send.request().content() instanceof Content.Template template
                    ? Stream.of(new Wanted(
                            send.messageId().value(), send.provider().name(), template.name(), template.language()))
                    : Stream.empty();
        }
    }

    public Map<MessageId, Failure> refusals(Collection<Addressed> sends) {
        var wanted = sends.stream().flatMap(Wanted::of).toList();
        return wanted.isEmpty()
                ? Map.of()
                : database
                        .sql(WITHDRAWN)
                        .param("rows", Wire.JSON.writeValueAsString(wanted))
                        .query((row, _) -> Map.entry(
                                new MessageId(row.getObject("message_id", UUID.class)),
                                withdrawn(row.getString("change"))))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Failure withdrawn(String change) {
        return new Failure(Failure.Kind.CONFIGURATION, null, "the provider has withdrawn the template: " + change);
    }
}

package dev.switchboard.fallback.hearing;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.fallback.decision.Fact;
import dev.switchboard.fallback.decision.News;
import dev.switchboard.fallback.decision.News.ProviderName;
import dev.switchboard.fallback.decision.Plan;
import dev.switchboard.fallback.store.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whom the news is about, and the lock on it: whatever tells of one message waits here for one another, and then sees what
 * the other wrote. Providers' names are locked before our own, each in order, so that no two wait crosswise.
 */
public record Names(JdbcClient jdbc, Tries tries) {

    /** Returns the messages the news is about, as far as they are known; of a further try, its original too. */
    Set<MessageId> lock(List<? extends News> news) {
        var owners = lockProviderNames(news);
        var messages = Stream.concat(news.stream().map(Names::message), owners.stream())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        messages.addAll(tries.originals(messages).values());
        lockMessages(messages);
        return messages;
    }

    private static @Nullable MessageId message(News news) {
        return switch (news) {
            case Plan plan -> plan.name();
            case ProviderName name -> name.message();
            case News.Again again -> again.name();
            case News.Rescue rescue -> rescue.name();
            case News.SmsArrived _ -> null;
            case Fact fact -> fact.isNamedByProvider() ? null : fact.name();
        };
    }

    private List<MessageId> lockProviderNames(List<? extends News> news) {
        var names = new HashMap<MessageId, @Nullable MessageId>();
        for (var one : news) {
            switch (one) {
                case Plan _, News.Again _, News.SmsArrived _, News.Rescue _ -> {}
                case ProviderName name -> names.put(name.name(), name.message());
                case Fact fact when fact.isNamedByProvider() -> names.putIfAbsent(fact.name(), null);
                case Fact _ -> {}
            }
        }
        return names.isEmpty() ? List.of() : lockProviderNames(names);
    }

    private List<MessageId> lockProviderNames(Map<MessageId, @Nullable MessageId> names) {
        return jdbc
                .sql("""
                        insert into names (name, message_id)
                        select * from unnest(cast(:names as uuid[]), cast(:messages as uuid[])) as told (name, message_id)
                        order by name
                        on conflict (name) do update set message_id = coalesce(names.message_id, excluded.message_id)
                        returning message_id
                        """)
                .param("names", Column.of(names.entrySet(), Map.Entry::getKey))
                .param("messages", Column.of(names.entrySet(), Map.Entry::getValue))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .map(MessageId::new)
                .toList();
    }

    private void lockMessages(Collection<MessageId> messages) {
        jdbc.sql("""
                        insert into names (name, message_id)
                        select name, name from unnest(cast(:names as uuid[])) as told (name)
                        order by name
                        on conflict (name) do update set message_id = excluded.message_id
                        """).param("names", Column.of(messages, MessageId::value)).update();
    }
}

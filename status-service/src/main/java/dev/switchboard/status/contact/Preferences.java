package dev.switchboard.status.contact;

import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Erasures;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What contacts want to receive, as they told their provider. */
@Component
public class Preferences {

    /** Of two words said at one time the stop counts. */
    private static final Comparator<PreferenceChanged> BY_NEWS =
            Comparator.comparing(PreferenceChanged::occurredAt).thenComparing(each -> !each.wanted());

    private final DatabaseClient database;
    private final Erasures erasures;
    private final AddressHashes hashes;

    Preferences(DatabaseClient database, Erasures erasures, AddressHashes hashes) {
        this.database = database;
        this.erasures = erasures;
        this.hashes = hashes;
    }

    /** They show with the contact, and nobody is told of them. */
    public Mono<List<Change>> take(List<PreferenceChanged> all) {
        var latest = new TreeMap<String, PreferenceChanged>();
        all.forEach(each -> latest.merge(
                String.join(" ", each.contact().value(), each.provider().name(), each.account(), each.category()),
                each,
                (one, other) -> BY_NEWS.compare(one, other) >= 0 ? one : other));
        var news = List.copyOf(latest.values());
        return erasures.guard()
                .then(Mono.defer(() -> erasures.among(
                        news.stream().map(PreferenceChanged::contact).collect(Collectors.toSet()))))
                .flatMap(erased -> keep(news, erased))
                .thenReturn(List.of());
    }

    private Mono<Void> keep(List<PreferenceChanged> news, Map<Address, Instant> erased) {
        return database.sql("""
                        insert into preferences as known (contact, provider, account, category, wanted, at)
                        select * from unnest(:contacts, :providers, :accounts, :categories, :wanted, :times)
                        on conflict (contact, provider, account, category) do update set
                            wanted = excluded.wanted, at = excluded.at
                        where (excluded.at, not excluded.wanted) > (known.at, not known.wanted)
                        """)
                .bind("contacts", Columns.array(String.class, news, each -> name(each, erased)))
                .bind(
                        "providers",
                        Columns.array(
                                String.class, news, each -> each.provider().name()))
                .bind("accounts", Columns.array(String.class, news, PreferenceChanged::account))
                .bind("categories", Columns.array(String.class, news, PreferenceChanged::category))
                .bind("wanted", Columns.array(Boolean.class, news, PreferenceChanged::wanted))
                .bind("times", Columns.array(Instant.class, news, PreferenceChanged::occurredAt))
                .then();
    }

    /** Of somebody who was erased since, only whoever knows the address can tell whose wish it is. */
    private String name(PreferenceChanged wish, Map<Address, Instant> erased) {
        return Erasures.covers(erased, Stream.of(wish.contact()), wish.occurredAt())
                ? hashes.of(wish.contact())
                : wish.contact().value();
    }
}

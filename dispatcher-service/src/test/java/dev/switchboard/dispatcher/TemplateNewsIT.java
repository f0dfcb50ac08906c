package dev.switchboard.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.outcome.SendOutcome.Refused;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Meta tells about templates, before a message is spent on finding out. */
@Timeout(60)
@ExtendWith(SharedWorld.class)
class TemplateNewsIT {

    private static final Instant NOW = Instant.now();

    private final World world;
    private final String template = "sale_" + UUID.randomUUID();

    TemplateNewsIT(World world) {
        this.world = world;
    }

    @Test
    void aWithdrawnTemplateIsRefusedWithoutACallUntilItIsBack() {
        tell("en", "PAUSED", NOW);

        var refused = ask("en");
        world.awaitStory(refused, "Queued Refused");
        assertThat(((Refused) world.outcomes(refused).getLast()).failure())
                .isEqualTo(new Failure(
                        Failure.Kind.CONFIGURATION, null, "the provider has withdrawn the template: PAUSED"));
        assertThat(world.taken(refused)).isEmpty();

        tell("en", "APPROVED", NOW.plusSeconds(1));
        world.awaitStory(ask("en"), "Queued Accepted");
    }

    @Test
    void anOlderWordThatComesLaterChangesNothing() {
        tell("en", "APPROVED", NOW.plusSeconds(5));
        tell("en", "DISABLED", NOW);

        world.awaitStory(ask("en"), "Queued Accepted");
    }

    @Test
    void anotherLanguageIsAnotherTemplate() {
        tell("de", "REJECTED", NOW);

        world.awaitStory(ask("en"), "Queued Accepted");
        world.awaitStory(ask("de"), "Queued Refused");
    }

    @Test
    void aScoreIsNoReason() {
        tell("en", "RED", NOW);
        tell("de", "PAUSED", NOW);

        world.awaitStory(ask("en"), "Queued Accepted");
    }

    /** Read when a word about another template, told after it, is in the table. */
    private void tell(String language, String change, Instant at) {
        world.tellAccount(changed(template, language, change, at));
        var last = "last_" + UUID.randomUUID();
        world.tellAccount(changed(last, null, "PAUSED", at));
        await().until(() -> world.ledger
                        .sql("select count(*) from templates where name = :name")
                        .param("name", last)
                        .query(Integer.class)
                        .single()
                == 1);
    }

    private static TemplateChanged changed(String name, @Nullable String language, String change, Instant at) {
        return new TemplateChanged(Provider.META, "100000000000001", name, language, change, null, at, null);
    }

    private MessageId ask(String language) {
        var id = World.anId();
        world.ask(Requests.template(id, Provider.META, template, language));
        return id;
    }
}

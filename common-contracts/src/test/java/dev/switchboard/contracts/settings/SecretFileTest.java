package dev.switchboard.contracts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path folder;

    private Path file;
    private RotatingSecret secret;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("token");
        Files.writeString(file, "one\n\n two \n");
        secret = RotatingSecret.of(
                SecretFile.of(file, nanos::get), new RotatingSecret.Named("current", new Secret("env")));
    }

    @Test
    void acceptsWhatTheSettingsAndTheFileHoldAndNamesTheLine() {
        assertThat(matched("env")).contains("current");
        assertThat(matched("one")).contains("line-1");
        assertThat(matched("two")).contains("line-2");
        assertThat(matched("three")).isEmpty();
    }

    @Test
    void acceptsANewOneFromTheFirstCallOn() throws Exception {
        Files.writeString(file, "three\n");
        pass(Duration.ofMillis(100));

        assertThat(matched("three")).contains("line-1");
    }

    @Test
    void showsWhatStandsFirstInTheFileAndWithoutAFileTheCurrentOne() throws Exception {
        assertThat(secret.shown()).contains(new Secret("one"));
        assertThat(RotatingSecret.of("env", "next", null).shown()).contains(new Secret("env"));
        assertThat(RotatingSecret.none().shown()).isEmpty();

        Files.writeString(file, "three\none\n");
        pass(Duration.ofSeconds(2));
        assertThat(secret.shown()).contains(new Secret("three"));

        Files.writeString(file, "");
        pass(Duration.ofSeconds(20));
        assertThat(secret.shown()).contains(new Secret("three"));
    }

    @Test
    void acceptsAnOldOneALittleLongerAndNoLongerThanThat() throws Exception {
        Files.writeString(file, "three\n");
        pass(Duration.ofSeconds(2));
        assertThat(matched("one")).contains("removed");

        pass(Duration.ofSeconds(11));

        assertThat(matched("one")).isEmpty();
        assertThat(matched("three")).contains("line-1");
    }

    @Test
    void acceptsAnOldOneAsLongAlsoWhereTheFileChangesOnceMore() throws Exception {
        Files.writeString(file, "three\n");
        pass(Duration.ofSeconds(2));
        assertThat(matched("one")).contains("removed");
        Files.writeString(file, "four\n");
        pass(Duration.ofSeconds(2));

        assertThat(matched("three")).contains("removed");
        assertThat(matched("one")).contains("removed");

        pass(Duration.ofSeconds(9));
        assertThat(matched("one")).isEmpty();
        assertThat(matched("three")).contains("removed");
    }

    @Test
    void acceptsANewOneThatAnotherThreadHasReadMeanwhile() throws Exception {
        Files.writeString(file, "three\n");
        pass(Duration.ofMillis(100));
        var tried = new AtomicInteger();

        var found = secret.firstThat(one -> {
            if (tried.getAndIncrement() == 0) {
                secret.readAgain();
            }
            return one.matches("three");
        });

        assertThat(found).contains("line-1");
    }

    @Test
    void goesOnWithTheLastOnesWhileTheFileIsEmptyOrGone() throws Exception {
        Files.writeString(file, "");
        pass(Duration.ofSeconds(30));
        assertThat(matched("one")).contains("line-1");

        Files.delete(file);
        pass(Duration.ofSeconds(30));
        assertThat(matched("one")).contains("line-1");
    }

    @Test
    void doesNotReadTheFileForEveryForgedCall() throws Exception {
        pass(Duration.ofMillis(200));
        assertThat(matched("three")).isEmpty();
        Files.writeString(file, "three");
        pass(Duration.ofMillis(50));
        assertThat(matched("three")).isEmpty();
        pass(Duration.ofMillis(50));
        assertThat(matched("three")).contains("line-1");
    }

    @Test
    void followsALinkThatIsTurnedAsKubernetesDoes() throws Exception {
        var first = Files.createDirectory(folder.resolve("first"));
        var second = Files.createDirectory(folder.resolve("second"));
        Files.writeString(first.resolve("t"), "old");
        Files.writeString(second.resolve("t"), "new");
        var link = Files.createSymbolicLink(folder.resolve("data"), first);
        var linked = RotatingSecret.of(SecretFile.of(link.resolve("t"), nanos::get));

        Files.delete(link);
        Files.createSymbolicLink(link, second);
        pass(Duration.ofMillis(100));

        assertThat(linked.firstThat(one -> one.matches("new"))).contains("line-1");
    }

    @Test
    void refusesAFileThatIsNotThereAtTheStart() {
        assertThatThrownBy(() -> SecretFile.of(folder.resolve("none"), nanos::get))
                .hasMessage("a file of secrets is missing, empty or cannot be read: none");
    }

    private Optional<String> matched(String value) {
        return secret.firstThat(one -> one.matches(value));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}

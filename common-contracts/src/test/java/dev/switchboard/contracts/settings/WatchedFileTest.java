package dev.switchboard.contracts.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("words");
        Files.writeString(file, "one");
    }

    @Test
    void readsAnewWhatChanged() throws IOException {
        var watched = watched();
        var version = watched.version();
        assertThat(watched.value()).isEqualTo("one");

        Files.writeString(file, "two");
        assertThat(watched.value()).isEqualTo("one");
        after(Duration.ofSeconds(2));

        assertThat(watched.value()).isEqualTo("two");
        assertThat(watched.version()).isNotEqualTo(version);
        assertThat(watched.former()).containsExactly("one");
        after(Duration.ofSeconds(10));
        assertThat(watched.former()).isEmpty();
    }

    @Test
    void remembersWhatWasBeforeAlsoWhereItChangesOnceMore() throws IOException {
        var watched = watched();
        Files.writeString(file, "two");
        after(Duration.ofSeconds(4));
        assertThat(watched.value()).isEqualTo("two");
        Files.writeString(file, "three");
        after(Duration.ofSeconds(4));
        assertThat(watched.value()).isEqualTo("three");

        assertThat(watched.former()).containsExactly("two", "one");
        after(Duration.ofSeconds(6));
        assertThat(watched.former()).containsExactly("two");
    }

    @Test
    void readsAtOnceWhereSomebodyWaitsForItButNotForEverybody() throws IOException {
        var watched = watched();
        Files.writeString(file, "two");

        assertThat(watched.readAgain()).isFalse();
        after(Duration.ofMillis(100));
        assertThat(watched.readAgain()).isTrue();
        assertThat(watched.value()).isEqualTo("two");
        after(Duration.ofMillis(100));
        assertThat(watched.readAgain()).isFalse();
    }

    @Test
    void keepsWhatItHasWhileTheFileCannotBeUsed() throws IOException {
        var watched = watched();

        Files.writeString(file, "unfit");
        after(Duration.ofSeconds(2));
        assertThat(watched.value()).isEqualTo("one");
        Files.delete(file);
        after(Duration.ofSeconds(2));
        assertThat(watched.value()).isEqualTo("one");
        Files.writeString(file, "two");
        after(Duration.ofSeconds(2));
        assertThat(watched.value()).isEqualTo("two");
    }

    @Test
    void refusesToStartWithAFileThatCannotBeUsed() throws IOException {
        Files.writeString(file, "unfit");
        assertThatThrownBy(this::watched).isInstanceOf(Unfit.class).hasMessage("WORDS_FILE cannot be used: no word");
        Files.delete(file);
        assertThatThrownBy(this::watched).isInstanceOf(Unfit.class).hasMessage("WORDS_FILE cannot be opened");
    }

    private void after(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private WatchedFile<String> watched() {
        return WatchedFile.of("WORDS_FILE", file, WatchedFileTest::word, nanos::get);
    }

    private static String word(byte[] content) {
        var word = new String(content, UTF_8);
        if (word.equals("unfit")) {
            throw new Unfit("no word");
        }
        return word;
    }
}

package dev.switchboard.ingress.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.ingress.spool.NotKept.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SpoolTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    @Test
    void hasEverythingAgainInOrderAfterAnotherProcessOpensIt() throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two");
        }
        try (var spool = open()) {
            keep(spool, "three");
            assertThat(drainAll(spool)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void forgetsWhatLeftAndKeepsNoFileOfIt() throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two");
            spool.drained(spool.oldest(SOON).getFirst());
            assertThat(texts(spool.oldest(SOON))).containsExactly("two");

            assertThat(drainAll(spool)).containsExactly("two");

            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.age()).isZero();
            assertThat(segments()).isEmpty();
        }
    }

    @Test
    void goesOnInTheNextProcessWhereItWas() throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two", "three");
            spool.drained(spool.oldest(SOON).get(1));
        }
        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("three");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.{spool,drained}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15, 17})
    void beginsAnewWhereTheMarkCannotBeTrue(int length) throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two");
            spool.drained(spool.oldest(SOON).getFirst());
        }
        Files.write(folder.resolve("0000000000000000.spool.drained"), new byte[length]);
        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("one", "two");
        }
    }

    @Test
    void believesNoMarkOfAFileThatIsGone() throws Exception {
        DrainMark.of(folder.resolve("0000000000000000.spool")).write(20);
        try (var spool = open()) {
            keep(spool, "one", "two", "three");
        }
        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void losesNothingThatManyKeptAtOnceWhileItIsDrained() throws Exception {
        var drained = new ArrayList<String>();
        try (var spool = open()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var n : IntStream.range(0, 500).toArray()) {
                    threads.execute(() -> keep(spool, "entry " + n));
                }
                while (drained.size() < 500) {
                    drained.addAll(drainAll(spool));
                }
            }
        }
        assertThat(drained).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void setsATornEndAsideAndGoesOn() throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two");
        }
        var segment = segments().getFirst();
        try (var file = Files.newByteChannel(segment, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 2);
        }
        try (var spool = open()) {
            keep(spool, "three");
            assertThat(spool.damaged()).isOne();
            assertThat(drainAll(spool)).containsExactly("one", "three");
            assertThat(files(".aside")).hasSize(1);
        }
    }

    @Test
    void losesOfADamagedFileOnlyWhatWasHit() throws Exception {
        try (var spool = open()) {
            keep(spool, "one", "two", "three");
        }
        var segment = segments().getFirst();
        var bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (var spool = open()) {
            assertThat(drainAll(spool)).containsExactly("one", "three");
            assertThat(spool.isEmpty()).isTrue();
            assertThat(files(".aside").getFirst()).content().contains("two");
        }
    }

    @Test
    void refusesWhatItHasNoRoomForAndTakesAgainWhenThereIs() throws Exception {
        try (var spool = Spool.open(folder, 100, Duration.ofSeconds(5), clock())) {
            keep(spool, "x".repeat(80));
            assertThat(spool.hasRoom()).isFalse();
            assertThatThrownBy(() -> keep(spool, "y"))
                    .isInstanceOfSatisfying(
                            NotKept.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));

            drainAll(spool);
            keep(spool, "y");

            assertThat(drainAll(spool)).containsExactly("y");
            assertThat(spool.hasRoom()).isTrue();
        }
    }

    @Test
    void saysWhenTheDiskDoesNotTakeItAndRecoversWithTheDisk() throws Exception {
        try (var spool = open()) {
            Files.createFile(SpoolFolder.segment(folder, 0));
            assertThatThrownBy(() -> keep(spool, "one"))
                    .isInstanceOfSatisfying(
                            NotKept.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISK));
            assertThat(spool.isEmpty()).isTrue();

            keep(spool, "two");
            assertThat(drainAll(spool)).containsExactly("two");
        }
    }

    @Test
    void tellsTheAgeOfItsOldestEntryAlsoAfterARestart() {
        try (var spool = open()) {
            keep(spool, "one");
        }
        var later = Clock.fixed(NOW.plusSeconds(90), ZoneOffset.UTC);
        try (var spool = Spool.open(folder, 1 << 20, Duration.ofSeconds(5), later)) {
            assertThat(spool.age()).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void belongsToOneProcess() {
        try (var _ = open()) {
            assertThatThrownBy(this::open).hasRootCauseMessage("another ingress uses the folder");
        }
    }

    @Test
    void beginsAnotherFileBeforeOneGrowsTooLarge() throws Exception {
        try (var spool = Spool.open(folder, 64 << 20, Duration.ofSeconds(20), clock())) {
            var large = "x".repeat(3 << 20);
            keep(spool, large, large, "end");
            assertThat(segments()).hasSize(2);
            assertThat(drainAll(spool)).containsExactly(large, large, "end");
        }
    }

    private Spool open() {
        return Spool.open(folder, 1 << 20, Duration.ofSeconds(5), clock());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    static void keep(Spool spool, String... texts) {
        for (var text : texts) {
            spool.keep(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static List<String> drainAll(Spool spool) throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        for (var entries = spool.oldest(SOON); !entries.isEmpty(); entries = spool.oldest(SOON)) {
            all.addAll(texts(entries));
            spool.drained(entries.getLast());
        }
        return all;
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new String(entry.content(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<Path> segments() throws IOException {
        return SpoolFolder.segments(folder);
    }

    private List<Path> files(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}

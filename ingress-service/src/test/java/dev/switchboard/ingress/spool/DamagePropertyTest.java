package dev.switchboard.ingress.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever happens to a file between two processes: the second starts, and has all that was not hit, in order. */
class DamagePropertyTest {

    @Property(tries = 30)
    void oneWrongByteCostsOneEntry(
            @ForAll @Size(min = 1, max = 12) List<@AlphaChars @StringLength(max = 40) String> texts,
            @ForAll @IntRange(min = 0, max = 10_000) int at,
            @ForAll byte wrong)
            throws Exception {
        damaged(
                texts,
                bytes -> {
                    bytes[at % bytes.length] = wrong;
                    return bytes;
                },
                found -> {
                    if (found.size() == texts.size()) {
                        assertThat(found).isEqualTo(texts);
                    } else {
                        assertThat(withoutOneOf(texts)).contains(found);
                    }
                });
    }

    @Property(tries = 30)
    void aCutCostsWhatStandsBehindIt(
            @ForAll @Size(min = 1, max = 12) List<@AlphaChars @StringLength(max = 40) String> texts,
            @ForAll @IntRange(min = 0, max = 10_000) int at)
            throws Exception {
        damaged(
                texts,
                bytes -> Arrays.copyOf(bytes, at % bytes.length),
                found -> assertThat(found).isEqualTo(texts.subList(0, found.size())));
    }

    @Property(tries = 30)
    void foreignBytesAtTheEndCostNothing(
            @ForAll @Size(min = 1, max = 12) List<@AlphaChars @StringLength(max = 40) String> texts,
            @ForAll @Size(max = 60) byte[] foreign)
            throws Exception {
        damaged(
                texts,
                bytes -> {
                    var longer = Arrays.copyOf(bytes, bytes.length + foreign.length);
                    System.arraycopy(foreign, 0, longer, bytes.length, foreign.length);
                    return longer;
                },
                found -> assertThat(found).isEqualTo(texts));
    }

    private interface Damage {
        byte[] to(byte[] bytes);
    }

    private interface Check {
        void of(List<String> found);
    }

    private static void damaged(List<String> texts, Damage damage, Check check) throws Exception {
        var folder = Files.createTempDirectory("spool");
        try {
            try (var spool = open(folder)) {
                SpoolTest.keep(spool, texts.toArray(String[]::new));
            }
            var segment = SpoolFolder.segments(folder).getFirst();
            Files.write(segment, damage.to(Files.readAllBytes(segment)));
            try (var spool = open(folder)) {
                check.of(SpoolTest.drainAll(spool));
                assertThat(spool.isEmpty()).isTrue();
            }
        } finally {
            remove(folder);
        }
    }

    private static List<List<String>> withoutOneOf(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(left -> IntStream.range(0, texts.size())
                        .filter(n -> n != left)
                        .mapToObj(texts::get)
                        .toList())
                .toList();
    }

    private static Spool open(Path folder) {
        return Spool.open(folder, 1 << 20, Duration.ofSeconds(20), Clock.systemUTC());
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

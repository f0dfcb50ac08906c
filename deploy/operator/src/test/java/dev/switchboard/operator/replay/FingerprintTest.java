package dev.switchboard.operator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.RecordPosition;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final String SOME = of("k|v", "l|w");

    @Test
    void theOrderOfReadingDoesNotMatter() {
        var other = new Fingerprint();
        add(other, 1, "l", "w");
        add(other, 0, "k", "v");
        assertThat(other.hex()).isEqualTo(SOME);
    }

    @Test
    void everythingElseDoes() {
        assertThat(of("k|v", "l|x")).isNotEqualTo(SOME);
        assertThat(of("l|w", "k|v")).as("at each other's place").isNotEqualTo(SOME);
        assertThat(of("k|v")).isNotEqualTo(SOME);
        assertThat(of("kv|", "l|w")).as("key and value are two").isNotEqualTo(SOME);
        var missing = new Fingerprint();
        add(missing, 0, "k", null);
        assertThat(missing.hex()).as("nothing is not empty").isNotEqualTo(of("k|"));
    }

    private static String of(String... records) {
        var fingerprint = new Fingerprint();
        for (var i = 0; i < records.length; i++) {
            var bar = records[i].indexOf('|');
            add(fingerprint, i, records[i].substring(0, bar), records[i].substring(bar + 1));
        }
        return fingerprint.hex();
    }

    private static void add(Fingerprint fingerprint, long offset, String key, @Nullable String value) {
        fingerprint.add(
                new RecordPosition("a", 0, offset),
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}

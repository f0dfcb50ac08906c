package dev.switchboard.contracts.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.message.Failure.Kind;
import dev.switchboard.contracts.message.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider's codes ask for, and what a file that says it otherwise must look like. */
@Timeout(30)
class FailureTableTest {

    private static final String FILE = """
            # ours
            version,2026-12-01.b

            63049,retry,,PT24H,withheld for now
            132000-132001,configuration,template,,the template is not there
            63023,retry once,,PT5M,nobody knows
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "twilio, 21610, opt_out, MESSAGE, PT0S, 0",
        "twilio, 20003, configuration, ACCOUNT, PT0S, 0",
        "twilio, 63023, retry, MESSAGE, PT5M, 2",
        "twilio, 63049, fallback, MESSAGE, PT0S, 0",
        "meta, 131056, retry, PAIR, PT0S, 0",
        "meta, 250, configuration, ACCOUNT, PT0S, 0",
        "meta, 131047, window_closed, MESSAGE, PT0S, 0"
    })
    void theTablesBuiltInSayWhatToDo(
            String provider, String code, String kind, Reach reach, Duration notBefore, int calls) {
        var table = FailureTable.builtIn(new Provider(provider));

        var row = table.of(code);

        assertThat(table.version()).isEqualTo("2026-11-21");
        assertThat(row.failure().kind()).isEqualTo(Kind.of(kind));
        assertThat(row.failure().code()).isEqualTo(code);
        assertThat(row.reach()).isEqualTo(reach);
        assertThat(row.notBefore()).isEqualTo(notBefore);
        assertThat(row.calls()).isEqualTo(calls);
    }

    @Test
    void aCodeNobodyWroteDownIsFinalAndWhatIsNoneIsNotRepeated() {
        var table = FailureTable.parse(FILE.getBytes(UTF_8));

        assertThat(table.of("12").failure().kind()).isEqualTo(Kind.PERMANENT);
        assertThat(table.of("12").failure().code()).isEqualTo("12");
        assertThat(table.of("call +14155550100").failure().code()).isNull();
        assertThat(table.of(null).failure().reason()).isEqualTo("the provider gives no reason");
        assertThat(table.of("132001").reach()).isEqualTo(Reach.TEMPLATE);
        assertThat(table.version()).isEqualTo("2026-12-01.b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | there are no codes in it",
                "`version,1` | there are no codes in it",
                "`63049,retry,,,x` | line 1: the first line that says something must be version",
                "`version,1;63049,retry,,x` | line 2: it is not code or first-last",
                "`version,1;#;63049,again,,,x` | line 3: the kind is not one of ours",
                "`version,1;63049,retry,world,,x` | line 2: the third column is none of",
                "`version,1;63049,retry,,5 minutes,x` | line 2: the fourth column is not a time",
                "`version,1;63049,retry,,PT-5M,x` | line 2: the fourth column is not a time",
                "`version,1;63049,retry,,,` | line 2: the meaning is missing",
                "`version,1;9-1,retry,,,x` | line 2: the range of codes is not one",
                "`version,1;1-3,retry,,,x;2,retry,,,x` | line 3: a code stands in it twice"
            })
    void saysWhichLineOfAFileIsWrongAndWhy(String file, String reason) {
        assertThatThrownBy(() -> FailureTable.parse(file.replace(';', '\n').getBytes(UTF_8)))
                .isInstanceOf(Unfit.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void aFileHoldsAsSoonAsItIsReplacedAndOneThatIsWrongChangesNothing() throws IOException {
        var file = Files.writeString(folder.resolve("twilio.csv"), FILE);
        try (var known = KnownFailures.of(Provider.TWILIO, "TWILIO_ERRORS_FILE", file)) {
            assertThat(known.get().of("63049").failure().kind()).isEqualTo(Kind.RETRY);

            Files.writeString(file, "version,wrong\n63049,again,,,x\n");
            Files.writeString(
                    folder.resolve("next"), FILE.replace("2026-12-01.b", "c").replace("63049,retry", "63049,fallback"));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> known.get().version().equals("2026-12-01.b"));

            Files.move(folder.resolve("next"), file, StandardCopyOption.REPLACE_EXISTING);
            await().until(() -> known.get().version().equals("c"));
            assertThat(known.get().of("63049").failure().kind()).isEqualTo(Kind.FALLBACK);
        }
    }

    @Test
    void aFileThatIsWrongAtTheStartIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("meta.csv"), "version,1\nx\n");

        assertThatThrownBy(() -> KnownFailures.of(Provider.META, "META_ERRORS_FILE", file))
                .hasMessage(
                        "META_ERRORS_FILE cannot be used: line 2: it is not code or first-last,kind,reach,not before,meaning");
    }
}

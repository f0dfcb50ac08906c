package dev.switchboard.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.dispatcher.DispatcherApplication;
import dev.switchboard.ingress.IngressApplication;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code asks for the same whether the answer to a call brings it or a status. */
class FailureTablesTest {

    @ParameterizedTest
    @CsvSource({"twilio/errors.csv, twilio/twilio-errors.csv", "meta/errors.csv, meta/meta-errors.csv"})
    void theTablesOfCallsAndOfStatusesAgree(String ofCalls, String ofStatuses) throws IOException {
        var calls = kinds(DispatcherApplication.class, ofCalls);
        var statuses = kinds(IngressApplication.class, ofStatuses);
        calls.keySet().retainAll(statuses.keySet());

        assertThat(calls).hasSizeGreaterThan(30);
        assertThat(statuses).containsAllEntriesOf(calls);
    }

    private static Map<Integer, String> kinds(Class<?> beside, String name) throws IOException {
        var kinds = new TreeMap<Integer, String>();
        try (var file = Objects.requireNonNull(beside.getResourceAsStream(name))) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(line.split(","), kinds));
        }
        return kinds;
    }

    private static void add(String[] cells, Map<Integer, String> kinds) {
        var codes = cells[0].split("-");
        for (int code = Integer.parseInt(codes[0]); code <= Integer.parseInt(codes[codes.length - 1]); code++) {
            kinds.put(code, cells[1].replace(" once", ""));
        }
    }
}

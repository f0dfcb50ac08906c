package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;

/** How long the version of the Graph API will be answered; the dates are the vendor's. */
record GraphVersion(Surroundings surroundings) implements Look {

    private static final String USUAL = "v25.0";
    private static final int EARLY = 90;

    private static final Map<String, LocalDate> USABLE_UNTIL = Map.of(
            "v20.0", LocalDate.of(2026, 9, 24),
            "v21.0", LocalDate.of(2027, 1, 21),
            "v22.0", LocalDate.of(2027, 5, 20),
            "v23.0", LocalDate.of(2027, 10, 8),
            "v24.0", LocalDate.of(2028, 2, 18),
            "v25.0", LocalDate.of(2028, 7, 29));

    @Override
    public Stream<Finding> findings() {
        return Stream.of(finding(surroundings.get("WHATSAPP_API_VERSION").orElse(USUAL)));
    }

    private Finding finding(String version) {
        var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
        var end = USABLE_UNTIL.get(version);
        var told = "WHATSAPP_API_VERSION=" + version;
        var fix = "set " + USUAL + " (good until " + USABLE_UNTIL.get(USUAL) + ")";
        if (!version.matches("v\\d+\\.\\d+")) {
            return Finding.problem("Graph API", told + " is no version", "the dispatcher does not start with it", fix);
        }
        if (end == null) {
            var number = Integer.parseInt(version.substring(1, version.indexOf('.')));
            return number < 20
                    ? expired(told + " has expired", fix)
                    : Finding.note("Graph API", version + ", whose end is not announced or not known here", null);
        }
        if (end.isBefore(today)) {
            return expired(told + " expired " + end, fix);
        }
        var left = today.until(end, ChronoUnit.DAYS);
        return left <= EARLY
                ? Finding.note("Graph API", told + " expires in " + left + " days, on " + end, fix)
                : Finding.ok("Graph API", version + ", good until " + end);
    }

    private static Finding expired(String says, String fix) {
        return Finding.problem(
                "Graph API", says, "Meta answers such calls with the oldest version it has, in another form", fix);
    }
}

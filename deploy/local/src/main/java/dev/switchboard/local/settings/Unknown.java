package dev.switchboard.local.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A variable nobody reads.
 *
 * @param meant the setting whose name is nearly the same
 */
public record Unknown(String name, @Nullable String meant) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{3,}");

    /** Read by the launcher, the tool, the JVM or Kafka's clients: any setting of theirs may stand there. */
    private static final Pattern OTHERS = Pattern.compile("(SWITCHBOARD|KAFKA|OTEL|JAVA|JDK|MAVEN|LC)_.*");

    /** What people bring along from elsewhere; README says why it is not used. */
    private static final Set<String> NOT_USED =
            Set.of("REDIS_HOST", "REDIS_PORT", "REDIS_PASSWORD", "NEXTAUTH_URL", "SENTRY_DSN", "DATADOG_API_KEY");

    public String says() {
        return name + " is read by nobody" + (meant == null ? "." : "; " + meant + " is meant?");
    }

    /** In .env whatever is not known is a mistake; in the environment only what nearly is one of ours. */
    public static List<Unknown> in(Outside outside, Set<String> known) {
        return outside.values().keySet().stream()
                .filter(name -> NAME.matcher(name).matches() && !known.contains(name))
                .filter(name -> !OTHERS.matcher(name).matches() && !NOT_USED.contains(name))
                .sorted()
                .flatMap(name -> unknown(name, known, outside.fromFile().contains(name)))
                .toList();
    }

    private static Stream<Unknown> unknown(String name, Set<String> known, boolean fromFile) {
        var meant = nearest(name, known);
        return meant.isPresent() || fromFile ? Stream.of(new Unknown(name, meant.orElse(null))) : Stream.empty();
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        var most = name.length() < 8 ? 1 : name.length() / 6;
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to add, take away, exchange or swap with their neighbour. */
    static int distance(String one, String other) {
        var table = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            for (var j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, one, other, i, j);
            }
        }
        return table[one.length()][other.length()];
    }

    private static int cheapest(int[][] table, String one, String other, int i, int j) {
        var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        var least = Math.min(table[i - 1][j - 1] + same, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        var swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
    }
}

package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.callback.RetryRule;
import dev.switchboard.simulator.callback.Trouble;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fragment of a callback address, such as {@code #rc=5&rp=ct,rt,5xx&rt=3000}, read as a retry rule. */
final class ConnectionOverrides {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private ConnectionOverrides() {}

    static RetryRule of(String url) {
        var overrides = parsed(url);
        return new RetryRule(
                number(overrides, "rc", 1, 5),
                millis(overrides, "tt"),
                millis(overrides, "rt"),
                troubles(overrides.getOrDefault("rp", "ct")));
    }

    static String withoutFragment(String url) {
        var fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }

    private static Map<String, String> parsed(String url) {
        var overrides = new HashMap<String, String>();
        Arrays.stream(url.substring(Math.min(url.length(), withoutFragment(url).length() + 1))
                        .split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> overrides.put(pair[0], pair[1]));
        return overrides;
    }

    private static Duration millis(Map<String, String> overrides, String name) {
        var longest = (int) LONGEST.toMillis();
        return Duration.ofMillis(Math.max(100, number(overrides, name, longest, longest)));
    }

    private static int number(Map<String, String> overrides, String name, int usual, int most) {
        var value = overrides.getOrDefault(name, "");
        return value.matches("\\d{1,9}") ? Math.min(Integer.parseInt(value), most) : usual;
    }

    private static Set<Trouble> troubles(String policies) {
        var troubles = EnumSet.noneOf(Trouble.class);
        for (var policy : policies.split(",", -1)) {
            switch (policy) {
                case "ct" -> troubles.add(Trouble.CONNECT);
                case "rt" -> troubles.add(Trouble.READ);
                case "4xx" -> troubles.add(Trouble.REFUSED);
                case "5xx" -> troubles.add(Trouble.SERVER_ERROR);
                case "all" -> troubles.addAll(EnumSet.allOf(Trouble.class));
                default -> {} // unknown policies are ignored
            }
        }
        return troubles;
    }
}

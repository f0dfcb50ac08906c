package dev.switchboard.operator.message;

import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.message.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which changes somebody wants to see; a wish about messages leaves everything else out. */
final class Wanted {

    @Option(names = "--status", split = ",", paramLabel = "STATUS", description = "failed,undelivered: only these.")
    private List<String> statuses = List.of();

    @Option(names = "--channel", description = "whatsapp or sms.")
    private @Nullable String channel;

    @Option(names = "--provider", description = "twilio, meta or a gateway.")
    private @Nullable String provider;

    @Option(names = "--direction", description = "inbound or outbound.")
    private @Nullable String direction;

    @Option(names = "--code", description = "The provider's error code, 63049 for instance.")
    private @Nullable String code;

    @Option(names = "--tenant", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Option(names = "--ends-in", paramLabel = "DIGITS", description = "The last digits of the number, four at most.")
    private @Nullable String ending;

    @Option(names = "--id", description = "The message, or the beginning of its id.")
    private @Nullable String id;

    void check(CommandLine command) {
        var known = Arrays.stream(Status.values()).map(Status::wireName).collect(Collectors.toSet());
        statuses.stream().filter(status -> !known.contains(status)).findFirst().ifPresent(unknown -> {
            throw new ParameterException(
                    command,
                    "\"" + unknown + "\" is no status: "
                            + Arrays.stream(Status.values())
                                    .map(Status::wireName)
                                    .collect(Collectors.joining(", ")));
        });
        if (ending != null && !ending.matches("\\d{1,4}")) {
            throw new ParameterException(command, "--ends-in wants one to four digits");
        }
    }

    boolean test(StateChange change) {
        return change instanceof MessageChanged message ? test(message) : everything();
    }

    private boolean everything() {
        return statuses.isEmpty()
                && channel == null
                && provider == null
                && direction == null
                && code == null
                && tenant == null
                && ending == null
                && id == null;
    }

    private boolean test(MessageChanged message) {
        var failure = message.failure();
        return (statuses.isEmpty() || statuses.contains(message.status().wireName()))
                && same(
                        channel,
                        message.channel() == null ? null : message.channel().wireName())
                && same(
                        provider,
                        message.provider() == null ? null : message.provider().name())
                && same(direction, message.direction().name().toLowerCase(Locale.ROOT))
                && same(code, failure == null ? null : failure.code())
                && same(tenant, message.tenant())
                && (ending == null || ends(message, ending))
                && (id == null || message.messageId().toString().startsWith(id));
    }

    private static boolean same(@Nullable String wish, @Nullable String value) {
        return wish == null || wish.equals(value);
    }

    private static boolean ends(MessageChanged message, String digits) {
        var other = ChangeLine.other(message);
        return other != null && other.value().endsWith(digits);
    }
}

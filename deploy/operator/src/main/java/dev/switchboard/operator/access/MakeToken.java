package dev.switchboard.operator.access;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** A token for a person or a test, or a key for a machine. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a token for the API, signed with JWT_SECRET (or the first line of JWT_SECRET_FILE).",
            "With --api-key it makes a key instead, which is shown this once, and the entry for API_KEYS."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:made", "1:typed wrongly, or there is no secret to sign with"},
        footer = {
            "",
            "Examples:",
            "  ./switchboard token messages:send messages:read --for 8h",
            "  ./switchboard token --api-key shop messages:send"
        })
public final class MakeToken implements Callable<Integer> {

    private static final int SHORTEST_SECRET = 32;
    private static final List<String> USUAL = List.of(Scope.MESSAGES_SEND.wireName(), Scope.MESSAGES_READ.wireName());

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "What it allows; messages:send and messages:read without any.")
    private List<String> scopes = USUAL;

    @Option(names = "--for", paramLabel = "TIME", description = "How long it is valid: 30m, 8h, 7d; 1h without.")
    private String lifetime = "1h";

    @Option(names = "--subject", paramLabel = "NAME", description = "Who calls; your user name without.")
    private @Nullable String subject;

    @Option(names = "--api-key", paramLabel = "NAME", description = "Make a key for this machine instead.")
    private @Nullable String machine;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    public MakeToken(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        scopes.stream().filter(scope -> !known().contains(scope)).findFirst().ifPresent(unknown -> {
            throw mistake("\"" + unknown + "\" is no scope: " + String.join(", ", known()));
        });
        if (machine == null) {
            printToken();
        } else {
            printKey(machine);
        }
        return ExitCode.DONE;
    }

    private void printToken() {
        var begin = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var end = begin.plus(lifetime());
        var caller = subject == null ? surroundings.get("USER").orElse("operator") : subject;
        var token = new SignedToken(caller, scopes, asked(), begin, end).signed(secret());
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            all.put("token", token);
            all.put("subject", caller);
            all.put("scopes", scopes);
            all.put("expiresAt", end);
            output().println(JsonMapper.shared().writeValueAsString(all));
        } else {
            output().println(token);
        }
    }

    private Map<String, String> asked() {
        var asked = new LinkedHashMap<String, String>();
        surroundings.get("JWT_ISSUER").ifPresent(issuer -> asked.put("iss", issuer));
        surroundings.get("JWT_AUDIENCE").ifPresent(audience -> asked.put("aud", audience));
        return asked;
    }

    private void printKey(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw mistake("a key's name is 1 to 64 letters, digits, dots, dashes and underscores");
        }
        var key = ApiKey.random(surroundings.get("API_KEY_PREFIX").orElse("sk_live_"));
        var entry = name + ":" + String.join("+", scopes) + ":" + key.sha256();
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            all.put("key", key.value());
            all.put("entry", entry);
            output().println(JsonMapper.shared().writeValueAsString(all));
        } else {
            output().println(key.value());
            errors("Shown this once. For the caller: Authorization: Bearer KEY, or X-Api-Key.");
            errors("For the services, added to API_KEYS with a comma:");
            output().println(entry);
        }
    }

    private Duration lifetime() {
        if (!lifetime.matches("\\d{1,5}[smhd]") || lifetime.matches("0+.")) {
            throw mistake("--for wants a time such as 30m, 8h or 7d, not \"" + lifetime + "\"");
        }
        return Duration.parse(lifetime.endsWith("d") ? "P" + lifetime : "PT" + lifetime);
    }

    private byte[] secret() {
        var secret = surroundings
                .get("JWT_SECRET")
                .or(() -> surroundings.get("JWT_SECRET_FILE").map(this::firstLine))
                .orElseThrow(() -> mistake("JWT_SECRET is not set: it signs tokens, here as in the services."
                        + " A system in development without one needs no token from this machine."))
                .getBytes(StandardCharsets.UTF_8);
        if (secret.length < SHORTEST_SECRET) {
            throw mistake("JWT_SECRET has " + secret.length + " bytes and needs 32 or more: openssl rand -hex 32");
        }
        return secret;
    }

    private @Nullable String firstLine(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file))
                            .lines()
                            .findFirst()
                            .orElse("")
                            .strip())
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> mistake("JWT_SECRET_FILE is empty: " + file));
        } catch (IOException _) {
            throw mistake("JWT_SECRET_FILE cannot be read: " + file);
        }
    }

    private static List<String> known() {
        return Arrays.stream(Scope.values()).map(Scope::wireName).collect(Collectors.toList());
    }

    private ParameterException mistake(String text) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
    }

    private PrintWriter output() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void errors(String text) {
        Objects.requireNonNull(spec).commandLine().getErr().println(text);
    }
}

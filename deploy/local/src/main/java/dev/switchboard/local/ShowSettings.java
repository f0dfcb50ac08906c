package dev.switchboard.local;

import dev.switchboard.local.settings.Effective;
import dev.switchboard.local.settings.Outside;
import dev.switchboard.local.settings.ServiceSettings;
import dev.switchboard.local.settings.Unknown;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What every service would be told if it started here and now. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = {
            "Shows every setting with the value it has here, for whom, and where that value comes from.",
            "Secrets are masked. Origins: default, dev, environment, .env, file."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:nothing looks wrong", "1:typed wrongly", "3:a variable is set that nobody reads"},
        footer = {"", "Examples:", "  ./switchboard config --set", "  ./switchboard config --service ingress --json"})
final class ShowSettings implements Callable<Integer> {

    private static final int FINDINGS = 3;
    private static final List<String> SERVICES = List.of("ingress", "dispatcher", "status", "fallback", "simulator");

    private final PrintStream output;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "ingress, dispatcher, status, fallback or simulator.")
    private @Nullable String service;

    @Option(names = "--set", description = "Only what is not the default.")
    private boolean set;

    @Option(names = "--alone", description = "As a service sees it that was not started by dev.")
    private boolean alone;

    @Option(names = "--port-base", paramLabel = "N", description = "As dev would say it with this port base.")
    private @Nullable Integer portBase;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ShowSettings(PrintStream output) {
        this.output = output;
    }

    private record Shown(List<Effective> settings, List<Unknown> unknown) {}

    @Override
    public Integer call() {
        if (service != null && !SERVICES.contains(service)) {
            throw new CannotStart("--service is one of " + String.join(", ", SERVICES) + ", not " + service + ".");
        }
        var environment = Environment.ofThisProcess();
        var services = services(environment);
        var outside = Outside.of(environment.values());
        var shown = new Shown(
                ServiceSettings.all(asked(services), outside).stream()
                        .filter(row -> !set || !row.isDefault())
                        .toList(),
                Unknown.in(outside, known(services)));
        output.println(json ? JsonMapper.shared().writeValueAsString(shown) : text(shown));
        return shown.unknown().isEmpty() ? 0 : FINDINGS;
    }

    private List<ServiceSettings> services(Environment environment) {
        var ports = portBase == null ? Ports.USUAL : Ports.from(portBase);
        return SERVICES.stream()
                .map(name -> ServiceSettings.of(name, alone ? Map.of() : dev(name, environment, ports)))
                .toList();
    }

    private List<ServiceSettings> asked(List<ServiceSettings> services) {
        return services.stream()
                .filter(one -> service == null || one.service().equals(service))
                .toList();
    }

    private static Map<String, String> dev(String name, Environment environment, Ports ports) {
        var settings = new DevSettings(environment, ports);
        var servers = new InfrastructureChild.Ready(
                "localhost:" + ports.kafka(),
                Map.of(name, "postgresql://postgres@localhost:" + ports.postgres() + "/" + name));
        var told = new HashMap<>(
                name.equals("simulator")
                        ? settings.simulator()
                        : settings.service(Path.of("(dev's own folder)"), servers, name));
        told.put("PORT", Integer.toString(ports.of(name)));
        told.put("BIND_ADDRESS", "127.0.0.1");
        return told;
    }

    private static Set<String> known(List<ServiceSettings> services) {
        return services.stream()
                .flatMap(one -> one.settings().stream())
                .flatMap(setting -> Stream.of(setting.name(), setting.name() + "_FILE"))
                .collect(Collectors.toSet());
    }

    private static String text(Shown shown) {
        var widest = shown.settings().stream()
                .mapToInt(row -> row.name().length())
                .max()
                .orElse(0);
        var rows = shown.settings().stream()
                .map(row -> ("%-" + Math.max(1, widest) + "s  %-11s  %s%s")
                        .formatted(
                                row.name(),
                                row.from(),
                                row.value().isEmpty() ? "–" : row.value(),
                                row.readBy().size() == SERVICES.size()
                                        ? ""
                                        : "  (" + String.join(", ", row.readBy()) + ")"));
        var mistakes = shown.unknown().stream().map(unknown -> "✗ " + unknown.says());
        return Stream.concat(rows, mistakes).collect(Collectors.joining(System.lineSeparator()));
    }
}

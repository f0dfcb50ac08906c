package dev.switchboard.local.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one service reads.
 *
 * @param dev what dev tells it
 */
public record ServiceSettings(String service, List<Setting> settings, Map<String, String> dev) {

    private static final String SHARED = "dev/switchboard/contracts/service.yml";

    /** From the files that the service itself reads: they lie on this class path. */
    public static ServiceSettings of(String service, Map<String, String> dev) {
        var own = resource(service + ".yml");
        var shared = own.contains("classpath:" + SHARED) ? resource(SHARED) : "";
        return new ServiceSettings(service, Setting.in(own + "\n\n" + shared), dev);
    }

    Stream<Effective> effective(Outside outside) {
        return settings.stream().map(setting -> effective(setting, outside));
    }

    private Effective effective(Setting setting, Outside outside) {
        var name = setting.name();
        var given = outside.get(name);
        var file = outside.get(name + "_FILE");
        var byDev = Optional.ofNullable(dev.get(name));
        // Where dev has the last word, what stands in the environment is not what holds.
        if (byDev.isPresent() && !byDev.equals(given)) {
            return shown(setting, byDev.get(), Origin.DEV);
        }
        if (given.isPresent()) {
            return shown(setting, given.get(), outside.origin(name));
        }
        if (file.isPresent()) {
            return new Effective(name, "(in " + file.get() + ")", Origin.FILE, List.of(service), setting.meaning());
        }
        return shown(setting, setting.defaultValue(), Origin.DEFAULT);
    }

    private Effective shown(Setting setting, String value, Origin origin) {
        return new Effective(
                setting.name(), Shown.of(setting.name(), value), origin, List.of(service), setting.meaning());
    }

    /** One row for those services for which a setting is the same. */
    public static List<Effective> all(List<ServiceSettings> services, Outside outside) {
        var rows = new LinkedHashMap<String, Effective>();
        services.stream()
                .flatMap(service -> service.effective(outside))
                .forEach(row -> rows.merge(
                        row.name() + "\n" + row.value() + "\n" + row.origin(),
                        row,
                        (one, other) -> new Effective(
                                one.name(),
                                one.value(),
                                one.origin(),
                                Stream.concat(one.readBy().stream(), other.readBy().stream())
                                        .toList(),
                                one.meaning())));
        return rows.values().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    private static String resource(String name) {
        try (var stream = ServiceSettings.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.switchboard.fallback.decision;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.switchboard.contracts.message.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a number is at home, and by which clocks people live there. */
final class Country {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_COUNTRY = "ZZ";
    private static final String SEVERAL_COUNTRIES = "001";
    private static final Map<String, List<ZoneId>> ZONES = zones();

    private Country() {}

    /** A number nobody has given out yet belongs to whoever leads its calling code. */
    static @Nullable String of(Address to) {
        if (!to.isPhone()) {
            return null;
        }
        try {
            var number = NUMBERS.parse(to.value(), null);
            var given = NUMBERS.getRegionCodeForNumber(number);
            var country = given == null ? NUMBERS.getRegionCodeForCountryCode(number.getCountryCode()) : given;
            return country.equals(NO_COUNTRY) || country.equals(SEVERAL_COUNTRIES) ? null : country;
        } catch (NumberParseException e) {
            return null;
        }
    }

    static List<ZoneId> zones(@Nullable String country) {
        var zones = country == null ? null : ZONES.get(country);
        return zones == null ? List.of(ZoneOffset.UTC) : zones;
    }

    private static Map<String, List<ZoneId>> zones() {
        try (var file = Objects.requireNonNull(Country.class.getResourceAsStream("zones.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableMap(List::getFirst, Country::zonesOf));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ZoneId> zonesOf(List<String> line) {
        return line.stream().skip(1).map(ZoneId::of).toList();
    }
}

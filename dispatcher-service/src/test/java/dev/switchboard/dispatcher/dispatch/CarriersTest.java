package dev.switchboard.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.TestProperties;
import dev.switchboard.dispatcher.ledger.Lease;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.info.Info;

class CarriersTest {

    @ParameterizedTest
    @CsvSource({
        "LIVE, LIVE, '', twilio",
        "ABSENT, LIVE, '', meta",
        "LIVE, LIVE, meta, meta",
        "LIVE, ABSENT, meta, meta",
        "ABSENT, ABSENT, '', meta"
    })
    void choosesWhoCarriesAWhatsAppThatNamesNoProvider(Mode twilio, Mode meta, String setting, String chosen) {
        var carriers = carriers(Map.of("WHATSAPP_PROVIDER", setting), twilio, meta);

        assertThat(carriers.usual(Channel.WHATSAPP)).isEqualTo(new Provider(chosen));
        assertThat(carriers.usual(Channel.SMS)).isEqualTo(Provider.TWILIO);
    }

    @ParameterizedTest
    @CsvSource({"LIVE, florist, meta", "LIVE, bakery, twilio", "LIVE, , twilio", "ABSENT, florist, twilio"})
    void leavesToTheProviderOfATenantWhatNamesNone(Mode meta, @Nullable String tenant, String chosen) {
        var json = "{'messageId':'0199a1b2-0000-7000-8000-000000000001','channel':'whatsapp','to':'+14155550100',"
                + "'content':{'type':'text','body':'Hello'}" + (tenant == null ? "" : ",'tenant':'" + tenant + "'")
                + "}";
        var request = Wire.JSON.readValue(json.replace('\'', '"'), SendRequest.class);

        assertThat(carriers(Map.of(), Mode.LIVE, meta).usual(request)).isEqualTo(new Provider(chosen));
    }

    @Test
    void refusesToCallAStandInInProduction() {
        assertThatThrownBy(() -> carriers(production(Map.of()), Mode.SIMULATOR, Mode.LIVE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("twilio")
                .hasMessageContaining("ALLOW_STUB=true");
        assertThat(carriers(production(Map.of("ALLOW_STUB", "true")), Mode.SIMULATOR, Mode.LIVE))
                .isNotNull();
        assertThat(carriers(production(Map.of()), Mode.LIVE, Mode.ABSENT)).isNotNull();
    }

    @Test
    void showsTheModeOfEachProvider() {
        var info = new Info.Builder();
        carriers(Map.of(), Mode.SIMULATOR, Mode.ABSENT).contribute(info);

        assertThat(info.build().getDetails())
                .containsEntry("providers", Map.of("meta", "absent", "twilio", "simulator"));
    }

    private static Map<String, String> production(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("APP_ENV", "production");
        settings.put("JWT_SECRET", "0123456789abcdef0123456789abcdef");
        return settings;
    }

    private static Carriers carriers(Map<String, String> settings, Mode twilio, Mode meta) {
        return new Carriers(
                List.of(new Standing(Provider.TWILIO, twilio, null), new Standing(Provider.META, meta, "florist")),
                TestProperties.with(settings),
                new SimpleMeterRegistry());
    }

    /** Only stands there. */
    private record Standing(
            Provider provider, Mode mode, @Nullable String tenant) implements Carrier {
        @Override
        public @Nullable Address sender(Channel channel) {
            return null;
        }

        @Override
        public String line(SendRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean limitsPairs() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isMeantFor(SendRequest request) {
            return tenant != null && tenant.equals(request.tenant());
        }

        @Override
        public Optional<Failure> unfit(SendRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Call send(SendRequest request, Lease lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Look look(SendRequest request, Instant from, Instant until) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Catalog templates() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Receipt tell(ReadRequest read) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId) {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.switchboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SimulatorPropertiesTest {
    @EnableConfigurationProperties(SimulatorProperties.class)
    static class Settings {}

    private final ApplicationContextRunner settings = new ApplicationContextRunner()
            .withPropertyValues("spring.config.name=simulator")
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Settings.class);

    @Test
    void hasDevelopmentCredentialsWhenNothingIsSet() {
        settings.run(context -> {
            var properties = context.getBean(SimulatorProperties.class);
            assertThat(properties.publicBaseUrl()).hasToString("http://localhost:8080");
            assertThat(properties.ingressUrl()).hasToString("http://127.0.0.1:8080");
            assertThat(properties.twilio().accountSid()).isEqualTo("AC" + "0".repeat(32));
            assertThat(properties.twilio().authToken().value()).isEqualTo("0".repeat(32));
            assertThat(properties.twilio().whatsappFrom()).isEqualTo("whatsapp:+15550001111");
            assertThat(properties.twilio().smsFrom()).isEqualTo("+15550002222");
            assertThat(properties.meta().accessToken().value()).isEqualTo("simulator-access-token");
            assertThat(properties.meta().appSecret().value()).isEqualTo("simulator-app-secret");
            assertThat(properties.meta().verifyToken().value()).isEqualTo("simulator-verify-token");
            assertThat(properties.meta().phoneNumberId()).isEqualTo("15550003333");
            assertThat(properties.meta().businessAccountId()).isEqualTo("100000000000001");
            assertThat(properties.callbacks().retryFor()).isEqualTo(Duration.ofSeconds(60));
            assertThat(properties.seed()).isNull();
        });
    }

    @Test
    void takesAWhatsAppSenderWithAndWithoutItsPrefix() {
        settings.withPropertyValues("TWILIO_WHATSAPP_FROM=+15550004444")
                .run(context -> assertThat(context.getBean(SimulatorProperties.class)
                                .twilio()
                                .whatsappFrom())
                        .isEqualTo("whatsapp:+15550004444"));
    }

    @Test
    void printsNoSecret() {
        settings.run(context -> assertThat(
                        context.getBean(SimulatorProperties.class).toString())
                .doesNotContain(
                        "simulator-access-token", "simulator-app-secret", "simulator-verify-token", "authToken=0"));
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC_BASE_URL=gw.example.com, simulator.public-base-url",
        "INGRESS_URL=ftp://localhost, simulator.ingress-url",
        "SIMULATOR_KEEP=0, simulator.keep",
        "SIMULATOR_STEP_DELAY=-1s, simulator.step-delay",
        "SIMULATOR_CALLBACK_RETRY_FOR=0s, simulator.callbacks.retry-for",
        "SIMULATOR_CALLBACK_CONCURRENCY=0, simulator.callbacks.concurrency",
        "TWILIO_ACCOUNT_SID=, simulator.twilio.account-sid",
        "TWILIO_AUTH_TOKEN=, simulator.twilio.auth-token",
        "TWILIO_PHONE_NUMBER_REMINDERS=, simulator.twilio.sms-from",
        "WHATSAPP_APP_SECRET=, simulator.meta.app-secret",
        "WHATSAPP_PHONE_NUMBER_ID=, simulator.meta.phone-number-id"
    })
    void refusesNonsenseByName(String setting, String property) {
        settings.withPropertyValues(setting)
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining(property));
    }
}

package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.IngressProperties;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.account.KnownSecrets;
import dev.switchboard.ingress.reply.Answers;
import dev.switchboard.ingress.webhook.Answer;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.WebhookEndpoint;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** The paths Twilio calls. Each reads both kinds of webhook, in case the console has one address for both. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VoiceProperties.class)
class TwilioWebhooks {

    private static final String INBOUND = "/api/v1/whatsapp/webhook";
    private static final String STATUS = "/api/v1/whatsapp/status";

    @Bean
    TwilioSignature twilioSignature(
            IngressProperties properties, KnownAccounts accounts, @Value("${server.port}") int port) {
        var twilio = properties.twilio();
        var own = new HashMap<String, URI>();
        put(own, INBOUND, twilio.webhookUrl());
        put(own, STATUS, twilio.statusCallbackUrl());
        var base = properties.publicBase().firstOf(twilio.webhookUrl());
        return new TwilioSignature(twilio.authToken(), accounts, SignedUrl.of(base, "http://localhost:" + port, own));
    }

    @Bean
    TwilioDoctor twilioDoctor(TwilioSignature signature, KnownSecrets known) {
        return new TwilioDoctor(signature, known::otherThan);
    }

    @Bean
    KnownFailures twilioFailures(IngressProperties properties) {
        return KnownFailures.of(
                Provider.TWILIO, "TWILIO_ERRORS_FILE", properties.twilio().errorsFile());
    }

    @Bean
    WebhookEndpoint twilioInbound(TwilioSignature signature, TwilioDoctor doctor, KnownFailures twilioFailures) {
        return new TwilioEndpoint(
                signature,
                doctor,
                Map.of("twilio-inbound", INBOUND, "whatsapp", "/api/webhooks/whatsapp", "sms", "/api/webhooks/sms"),
                (form, query) -> form.fields().get("MessageStatus") == null || form.saysReceived()
                        ? TwilioMessages.read(form)
                        : TwilioStatuses.read(form, query, twilioFailures),
                _ -> Answer.ok(MediaType.TEXT_XML, "<Response/>"));
    }

    @Bean
    WebhookEndpoint twilioStatus(TwilioSignature signature, TwilioDoctor doctor, KnownFailures twilioFailures) {
        return new TwilioEndpoint(
                signature,
                doctor,
                Map.of(
                        "twilio-status",
                        STATUS,
                        "message-status",
                        "/api/webhooks/twilio/message-status",
                        "status",
                        "/api/webhooks/status"),
                (form, query) -> form.saysReceived()
                        ? TwilioMessages.read(form)
                        : TwilioStatuses.read(form, query, twilioFailures),
                _ -> Answer.empty());
    }

    /** A caller waits: whatever was asked, the answer is words. */
    @Bean
    WebhookEndpoint twilioVoice(
            TwilioSignature signature, TwilioDoctor doctor, VoiceProperties voice, Supplier<Answers> answers) {
        return new TwilioEndpoint(
                signature,
                doctor,
                Map.of("voice", "/api/webhooks/voice"),
                (form, _) -> TwilioCalls.received(form),
                call -> Answer.ok(MediaType.TEXT_XML, words(call.form(), voice, answers.get())));
    }

    private static String words(Parameters call, VoiceProperties voice, Answers answers) {
        var called = call.get("To");
        return answers.script(called)
                .map(voice::script)
                .orElseGet(() -> voice.scriptOf(called))
                .twiml(call);
    }

    @Bean
    WebhookEndpoint twilioVoiceStatus(TwilioSignature signature, TwilioDoctor doctor) {
        return new TwilioEndpoint(
                signature,
                doctor,
                Map.of("voice-status", "/api/webhooks/voice/status"),
                (form, _) -> TwilioCalls.progressed(form),
                _ -> Answer.empty());
    }

    private static void put(Map<String, URI> own, String path, @Nullable URI url) {
        if (url != null) {
            own.put(path, url);
        }
    }
}

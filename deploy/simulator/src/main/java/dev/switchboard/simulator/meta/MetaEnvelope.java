package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.callback.RetryRule;
import dev.switchboard.simulator.callback.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Wraps one change of the number into a webhook, writes it as Meta does, and signs what it wrote. */
@Component
class MetaEnvelope {
    static final String PATH = "/api/whatsapp/webhook";

    /** Meta escapes everything beyond ASCII with lower-case hex; who signs parsed text instead of bytes fails on it. */
    private final JsonMapper ascii = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build();

    private final SimulatorProperties properties;

    MetaEnvelope(SimulatorProperties properties) {
        this.properties = properties;
    }

    Callback signed(String wamid, String status, String part, Map<String, ?> contents, Map<String, ?> besides) {
        var meta = properties.meta();
        var metadata =
                Map.of("display_phone_number", meta.displayPhoneNumber(), "phone_number_id", meta.phoneNumberId());
        var value = new LinkedHashMap<String, Object>();
        value.put("messaging_product", "whatsapp");
        value.put("metadata", metadata);
        value.putAll(besides);
        value.put(part, List.of(contents));
        var entry =
                Map.of("id", meta.businessAccountId(), "changes", List.of(Map.of("value", value, "field", "messages")));
        var body = Map.of("object", "whatsapp_business_account", "entry", List.of(entry));
        return posted(wamid, status, ascii.writeValueAsString(body));
    }

    Callback posted(String wamid, String status, String body) {
        var headers = Map.of(
                "Content-Type", "application/json",
                "User-Agent", "facebookexternalua",
                "Accept", "*/*",
                "X-Hub-Signature-256", MetaSignature.of(properties.meta().appSecret(), body));
        return new Callback(wamid, status, properties.atIngress(PATH), headers, body, patience());
    }

    /** Meta repeats whatever is not answered 200, for days; here for as long as callbacks are repeated at all. */
    private RetryRule patience() {
        return RetryRule.persistent(
                properties.callbacks().retryFor(), Duration.ofSeconds(10), EnumSet.allOf(Trouble.class));
    }
}

package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.IngressUnreachable;
import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.callback.Attempt;
import dev.switchboard.simulator.callback.Webhooks;
import dev.switchboard.simulator.message.Ids;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Does what Meta does once, when the webhook's address is entered: asks for an echo. */
@RestController
class HandshakeApi {
    record Handshake(int webhookStatus, boolean echoed, long ms) {}

    private final SimulatorProperties properties;
    private final Webhooks webhooks;
    private final Ids ids;

    HandshakeApi(SimulatorProperties properties, Webhooks webhooks, Ids ids) {
        this.properties = properties;
        this.webhooks = webhooks;
        this.ids = ids;
    }

    @PostMapping("/api/meta/handshake")
    Handshake shake() throws InterruptedException {
        var challenge = Integer.toString(Integer.parseUnsignedInt(ids.token(8), 16) >>> 1);
        var token = URLEncoder.encode(properties.meta().verifyToken().value(), StandardCharsets.UTF_8);
        var query = "?hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token=" + token;
        return switch (webhooks.get(URI.create(properties.atIngress(MetaEnvelope.PATH) + query))) {
            case Attempt.Answered(var status, var body, var ms) ->
                new Handshake(status, status == 200 && body.equals(challenge), ms);
            case Attempt.Broken broken -> throw new IngressUnreachable(broken.error());
            case Attempt.OutOfReach away -> throw new IngressUnreachable(away.reason());
        };
    }
}

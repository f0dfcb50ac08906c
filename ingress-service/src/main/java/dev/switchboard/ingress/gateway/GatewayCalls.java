package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Json;

/** Somebody calls a session's phone. */
final class GatewayCalls {

    private GatewayCalls() {}

    static InboundEvent of(GatewayEvent event) {
        var call = event.data().at("call").isThere() ? event.data().at("call") : event.data();
        return switch (event.name()) {
            case "call.accepted" -> progressed(event, call, "accepted");
            case "call.rejected" -> progressed(event, call, "rejected");
            default -> received(event, call);
        };
    }

    /** Most gateways do not say which number of ours it was: then the session stands for it. */
    private static CallReceived received(GatewayEvent event, Json call) {
        var caller = call.text("from") == null ? call.text("peerJid") : call.text("from");
        var me = event.me();
        return new CallReceived(
                call.required("id"),
                Provider.GATEWAY,
                event.session(),
                me == null ? new Address(event.session()) : me,
                WhatsAppId.address(caller),
                WhatsAppId.time(call.text("timestamp"), event.at()),
                event.raw());
    }

    private static CallProgressed progressed(GatewayEvent event, Json call, String progress) {
        return new CallProgressed(
                call.required("id"), Provider.GATEWAY, event.session(), progress, null, null, event.at(), event.raw());
    }
}

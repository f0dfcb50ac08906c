package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Json;
import dev.switchboard.ingress.webhook.Unreadable;
import dev.switchboard.ingress.webhook.Webhook;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event in any of the shapes gateways use:
 *
 * <pre>{"dataType":"qr","data":{"qr":"2@…"},"sessionId":"shop"}
 *  {"event":"qr","data":{"qr":"2@…"}}
 *  {"id":"evt_1","event":"message","session":"shop","payload":{…},"me":{"id":"15550001111@c.us"}}</pre>
 *
 * @param name by the names of the first shape, where the third has others
 * @param id the gateway's own id of the event, where it gives one
 */
record GatewayEvent(
        String session,
        String name,
        Json data,
        @Nullable String id,
        @Nullable Address me,
        Instant at,
        JsonNode raw) {

    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");

    static GatewayEvent of(Webhook webhook) {
        var root = Json.parse(webhook.body());
        var session = session(webhook.path());
        if (session == null) {
            throw new Unreadable("the address names no session");
        }
        var told = root.text("sessionId") == null ? root.text("session") : root.text("sessionId");
        if (told != null && !told.equals(session)) {
            throw new Unreadable("the session is not the one of the address");
        }
        var name = root.text("dataType") == null ? root.required("event") : root.required("dataType");
        var data = root.at("payload").isThere() ? root.at("payload") : root.at("data");
        return new GatewayEvent(
                session,
                name,
                data,
                root.text("id"),
                WhatsAppId.address(root.at("me").text("id")),
                WhatsAppId.time(root.text("timestamp"), webhook.receivedAt()),
                SlimJson.of(root.node()));
    }

    /** When an event says it happened; null where it does not say. */
    static @Nullable Instant time(byte[] body) {
        try {
            return WhatsAppId.timeOrNone(Json.parse(body).text("timestamp"));
        } catch (Unreadable _) {
            return null;
        }
    }

    /** The names of the three products mean one of these, and every other one is kept as it is. */
    List<Fact> facts() {
        return switch (name) {
            case "qr",
                    "code",
                    "authenticated",
                    "ready",
                    "status",
                    "auth_failure",
                    "loading_screen",
                    "change_state",
                    "disconnected",
                    "session.status",
                    "state.change" -> List.of(received("", SessionEvents.of(this)));
            case "message", "message_create", "media_uploaded", "message.any", "media" -> GatewayMessages.said(this);
            case "message_ack", "message.ack" -> GatewayMessages.acknowledged(this);
            case "message_edit", "message.edited" -> GatewayMessages.edited(this);
            case "message_revoke_everyone", "message.revoked" -> GatewayMessages.revoked(this);
            case "message_reaction", "message.reaction" -> GatewayMessages.reacted(this);
            case "call", "call.received", "call.accepted", "call.rejected" ->
                List.of(received("", GatewayCalls.of(this)));
            default -> List.of(unknown());
        };
    }

    Fact unknown() {
        return received("", new UnknownReceived(session, Provider.GATEWAY, session, name, at, raw));
    }

    /** Two of the three products give their events no id; those say nothing twice by themselves. */
    Fact received(String of, InboundEvent event) {
        var own = id == null ? at.toString() : id;
        return new Fact.Received(
                MessageId.elsewhere(Provider.GATEWAY, session, String.join(" ", name, of, own))
                        .toString(),
                event);
    }

    /** The one the address names, however its letters are escaped; null where it names none. */
    static @Nullable String session(String path) {
        var session = URLDecoder.decode(
                path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
        return SESSION.matcher(session).matches() ? session : null;
    }

    @Override
    public String toString() {
        return "GatewayEvent[" + session + " " + name + "]";
    }
}

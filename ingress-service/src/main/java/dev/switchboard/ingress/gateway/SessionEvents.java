package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Provider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session's way from the QR code to a phone that is connected, and back. An open vocabulary: {@code qr}, {@code code},
 * {@code authenticated}, {@code loading}, {@code ready}, {@code auth_failure}, {@code disconnected}, {@code failed}, and
 * WhatsApp's own states in small letters.
 */
final class SessionEvents {

    private SessionEvents() {}

    static SessionChanged of(GatewayEvent event) {
        var data = event.data();
        return switch (event.name()) {
            case "qr" -> changed(event, "qr", data.text("qr"), null, null);
            case "code" -> changed(event, "code", data.text("code"), null, null);
            // The wire name of a failed sign-in in one of the products.
            case "status", "auth_failure" -> changed(event, "auth_failure", null, null, reason(event));
            case "loading_screen" -> changed(event, "loading", null, percent(event), data.text("message"));
            case "change_state", "state.change" -> changed(event, lower(data.required("state")), null, null, null);
            case "disconnected" -> changed(event, "disconnected", null, null, data.text("reason"));
            case "session.status" -> changed(event, status(data.required("status")), null, null, null);
            default -> changed(event, event.name(), null, null, null);
        };
    }

    private static String status(String told) {
        return switch (told) {
            case "SCAN_QR_CODE" -> "qr";
            case "WORKING" -> "ready";
            case "STOPPED" -> "disconnected";
            default -> lower(told);
        };
    }

    private static @Nullable String reason(GatewayEvent event) {
        var data = event.data();
        return data.text("msg") == null ? data.text("message") : data.text("msg");
    }

    private static @Nullable Integer percent(GatewayEvent event) {
        var percent = event.data().text("percent");
        return percent != null && percent.matches("\\d{1,3}") ? Integer.valueOf(percent) : null;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static SessionChanged changed(
            GatewayEvent event, String state, @Nullable String qr, @Nullable Integer percent, @Nullable String reason) {
        return new SessionChanged(
                event.session(),
                Provider.GATEWAY,
                event.session(),
                state,
                qr,
                percent,
                reason,
                event.at(),
                event.raw());
    }
}

package dev.switchboard.simulator.meta;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A refusal in the Graph API's shape. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GraphError(
        @JsonProperty("message") String message,
        @JsonProperty("type") String type,
        @JsonProperty("code") int code,
        @JsonProperty("error_subcode") @Nullable Integer subcode,
        @JsonProperty("error_data") @Nullable Details data,
        @JsonProperty("fbtrace_id") @Nullable String trace) {

    record Details(
            @JsonProperty("messaging_product") String product,
            @JsonProperty("details") String details) {}

    record Body(GraphError error) {}

    static final GraphError TOKEN = plain(190, "Invalid OAuth access token - Cannot parse access token");
    static final GraphError TOO_MANY = detailed(
            130429,
            "Rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number in a short period"
                    + " of time");
    static final GraphError UNAVAILABLE = plain(2, "Service temporarily unavailable");

    static GraphError unknownNumber(String id) {
        var message = "Unsupported post request. Object with ID '" + id + "' does not exist, cannot be loaded due to"
                + " missing permissions, or does not support this operation";
        return new GraphError(message, "GraphMethodException", 100, 33, null, null);
    }

    static GraphError parameter(String what) {
        return plain(100, "(#100) " + what);
    }

    static GraphError missing(String field) {
        return detailed(131008, "Required parameter is missing", field + " is required");
    }

    static GraphError invalid(String field, String why) {
        return detailed(131009, "Parameter value is not valid", field + " " + why);
    }

    static GraphError scripted(int code, String message) {
        return plain(code, "(#" + code + ") " + message);
    }

    GraphError traced(String id) {
        return new GraphError(message, type, code, subcode, data, id);
    }

    String words() {
        return data == null ? message : message + ": " + data.details();
    }

    private static GraphError plain(int code, String message) {
        return new GraphError(message, "OAuthException", code, null, null, null);
    }

    private static GraphError detailed(int code, String title, String details) {
        var message = "(#" + code + ") " + title;
        return new GraphError(message, "OAuthException", code, null, new Details("whatsapp", details), null);
    }
}

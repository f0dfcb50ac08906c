package dev.switchboard.simulator.meta;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Graph API's answer to a send it took. */
record GraphSent(@JsonProperty("messaging_product") String product, List<Contact> contacts, List<Message> messages) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contact(
            String input,
            @JsonProperty("wa_id") @Nullable String waId,
            @JsonProperty("user_id") @Nullable String userId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            String id,
            @JsonProperty("message_status") @Nullable String status) {}

    static GraphSent of(GraphSend send, String wamid) {
        var contact = send.byNumber()
                ? new Contact(send.recipient(), send.recipient().replace("+", ""), null)
                : new Contact(send.recipient(), null, send.recipient());
        var message = new Message(wamid, send.template() ? "accepted" : null);
        return new GraphSent("whatsapp", List.of(contact), List.of(message));
    }
}

package dev.switchboard.dispatcher.meta;

import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.transcript.Shape;
import dev.switchboard.dispatcher.transcript.Transcript;
import dev.switchboard.dispatcher.transcript.Transcript.Request;
import java.net.URI;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What may be kept of a call to Meta: {@code error.message} and {@code details} may quote a number or a text. */
final class MetaTranscript {

    private static final Shape REQUEST = new Shape(
            Set.of(
                    "messaging_product",
                    "recipient_type",
                    "type",
                    "biz_opaque_callback_data",
                    "text.preview_url",
                    "template.name",
                    "template.language.code",
                    "template.components.type",
                    "template.components.sub_type",
                    "template.components.index",
                    "template.components.parameters.type",
                    "interactive.type"),
            Set.of("to", "recipient"));

    private static final Shape ANSWER = new Shape(
            Set.of(
                    "messages.id",
                    "messages.message_status",
                    "error.code",
                    "error.error_subcode",
                    "error.type",
                    "error.fbtrace_id"),
            Set.of("contacts.wa_id"));

    private static final String REQUEST_ID = "x-fb-trace-id";

    private MetaTranscript() {}

    static Transcript of(URI url, JsonNode message, Reply reply, String table) {
        return reply.transcript(Request.post(url, REQUEST.of(message)), REQUEST_ID, ANSWER, table);
    }
}

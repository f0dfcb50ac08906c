package dev.switchboard.ingress.send;

/** Where the API is called; all of it needs a caller who may send. */
final class SendPaths {

    static final String MESSAGES = "/api/v1/messages";

    static final String TWILIO = "/api/v1/whatsapp/send";
    static final String META = "/api/whatsapp/send";
    static final String META_MEDIA = "/api/whatsapp/send_media";
    static final String META_TEMPLATE = "/api/whatsapp/send_template";

    static final String[] ALL = {MESSAGES, MESSAGES + "/**", TWILIO, META, META_MEDIA, META_TEMPLATE};

    private SendPaths() {}
}

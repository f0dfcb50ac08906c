package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.callback.Callback;
import dev.switchboard.simulator.fate.Narrator;
import dev.switchboard.simulator.message.Channel;
import dev.switchboard.simulator.message.Sent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Status callbacks to the address that came with the send. */
@Component
class TwilioCallbacks implements Narrator {
    private static final DateTimeFormatter CARRIER_DATE =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TwilioAccount account;
    private final TwilioWebhook webhook;
    private final Clock clock;

    TwilioCallbacks(TwilioAccount account, TwilioWebhook webhook, Clock clock) {
        this.account = account;
        this.webhook = webhook;
        this.clock = clock;
    }

    @Override
    public Optional<Callback> status(Sent sent, String status, @Nullable Integer errorCode) {
        return told(sent, status, params(sent, status, errorCode));
    }

    @Override
    public Optional<Callback> gibberish(Sent sent) {
        var params = params(sent, "delivered", null);
        params.keySet().removeAll(Set.of("MessageSid", "SmsSid", "MessageStatus", "SmsStatus"));
        return told(sent, "undecodable", params);
    }

    private Optional<Callback> told(Sent sent, String status, Map<String, String> params) {
        return Optional.ofNullable(sent.callback()).map(url -> webhook.signed(sent.sid(), status, url, params));
    }

    private Map<String, String> params(Sent sent, String status, @Nullable Integer errorCode) {
        var params = new LinkedHashMap<String, String>();
        params.put("AccountSid", account.sid());
        params.put("ApiVersion", TwilioMessage.API_VERSION);
        params.put("From", sent.from().value());
        params.put("To", sent.to().value());
        params.put("MessageSid", sent.sid());
        params.put("MessageStatus", status);
        params.put("SmsSid", sent.sid());
        params.put("SmsStatus", status);
        if (sent.service() != null) {
            params.put("MessagingServiceSid", sent.service());
        }
        if (errorCode != null) {
            params.put("ErrorCode", errorCode.toString());
        }
        params.putAll(sent.channel() == Channel.WHATSAPP ? whatsapp(sent, status, errorCode) : sms(status));
        return params;
    }

    private static Map<String, String> whatsapp(Sent sent, String status, @Nullable Integer errorCode) {
        var params = new LinkedHashMap<String, String>();
        params.put("ChannelPrefix", "whatsapp");
        params.put("ChannelInstallSid", "XE00000000000000000000000000000001");
        params.put("ChannelToAddress", masked(sent.to().digits()));
        params.put("StructuredMessage", "false");
        switch (status) {
            case "delivered", "read", "undelivered" -> params.put("EventType", status.toUpperCase(Locale.ROOT));
            default -> {} // the other statuses have no event type
        }
        if (errorCode != null) {
            params.put(
                    "ChannelStatusMessage",
                    TwilioError.coded(errorCode).map(TwilioError::message).orElse(""));
        }
        return params;
    }

    private Map<String, String> sms(String status) {
        return status.equals("delivered") ? Map.of("RawDlrDoneDate", CARRIER_DATE.format(clock.instant())) : Map.of();
    }

    private static String masked(String digits) {
        return "+" + digits.substring(0, Math.max(0, digits.length() - 4)) + "XXXX";
    }
}

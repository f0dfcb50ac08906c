package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.customer.Diary;
import dev.switchboard.simulator.fault.FaultyLine;
import dev.switchboard.simulator.message.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** That an answer is being written; Twilio has it on a host of its own. What is answered counts as read. */
@RestController
class TwilioIndicatorsApi {
    private final TwilioAccount account;
    private final FaultyLine line;
    private final Diary diary;

    TwilioIndicatorsApi(TwilioAccount account, FaultyLine line, Diary diary) {
        this.account = account;
        this.line = line;
        this.diary = diary;
    }

    record Typing(@Nullable String channel, @Nullable String messageId) {}

    @PostMapping("/v3/Indicators/Typing.json")
    ResponseEntity<?> type(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Typing typing,
            ServerHttpResponse response)
            throws InterruptedException {
        var refusal = account.refusal(account.sid(), authorization);
        return refusal.isPresent()
                ? TwilioAnswers.refused(refusal.get())
                : line.carry(Provider.TWILIO, response, new TwilioAnswers(), () -> shown(typing));
    }

    private ResponseEntity<?> shown(Typing typing) {
        if (!"whatsapp".equalsIgnoreCase(typing.channel()) || typing.messageId() == null) {
            return TwilioAnswers.refused(TwilioError.NOT_FOUND);
        }
        diary.read(typing.messageId(), true);
        return ResponseEntity.ok(Map.of("success", true));
    }
}

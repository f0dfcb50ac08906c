package dev.switchboard.simulator.twilio;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Which templates there are; Twilio has it on a host of its own. */
@RestController
class TwilioContentApi {
    private final TwilioAccount account;

    TwilioContentApi(TwilioAccount account) {
        this.account = account;
    }

    @GetMapping("/v1/Content")
    ResponseEntity<?> list(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return account.refusal(account.sid(), authorization)
                .<ResponseEntity<?>>map(TwilioAnswers::refused)
                .orElseGet(() -> ResponseEntity.ok(TwilioContent.Page.of(account.sid())));
    }
}

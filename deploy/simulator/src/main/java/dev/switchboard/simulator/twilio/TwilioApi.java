package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.fault.FaultyLine;
import dev.switchboard.simulator.file.KeptFiles;
import dev.switchboard.simulator.message.Message;
import dev.switchboard.simulator.message.Messages;
import dev.switchboard.simulator.message.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@RequestMapping("/2010-04-01/Accounts")
class TwilioApi {
    private final TwilioAccount account;
    private final TwilioIntake intake;
    private final Messages messages;
    private final KeptFiles files;
    private final FaultyLine line;

    TwilioApi(TwilioAccount account, TwilioIntake intake, Messages messages, KeptFiles files, FaultyLine line) {
        this.account = account;
        this.intake = intake;
        this.messages = messages;
        this.files = files;
        this.line = line;
    }

    @PostMapping("/{account}/Messages.json")
    ResponseEntity<?> create(
            @PathVariable("account") String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            ServerWebExchange exchange)
            throws InterruptedException {
        var refusal = account.refusal(sid, authorization);
        if (refusal.isPresent()) {
            return TwilioAnswers.refused(refusal.get());
        }
        var send = TwilioSend.of(Objects.requireNonNull(exchange.getFormData().block()));
        return line.carry(
                Provider.TWILIO, exchange.getResponse(), new TwilioAnswers(), () -> created(intake.take(send)));
    }

    @GetMapping("/{account}/Messages/{sid}.json")
    ResponseEntity<?> fetch(
            @PathVariable("account") String accountSid,
            @PathVariable String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return forAccount(accountSid, authorization, () -> fetched(messages.find(sid)));
    }

    @GetMapping("/{account}.json")
    ResponseEntity<?> account(
            @PathVariable("account") String sid,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return forAccount(sid, authorization, () -> ResponseEntity.ok(account()));
    }

    @GetMapping("/{account}/Messages.json")
    ResponseEntity<?> list(
            @PathVariable("account") String accountSid,
            @RequestParam MultiValueMap<String, String> query,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return forAccount(
                accountSid,
                authorization,
                () -> ResponseEntity.ok(TwilioPage.of(accountSid, newestFirst(query.getFirst("To")), query)));
    }

    private List<Message> newestFirst(@Nullable String to) {
        return to == null ? messages.newestFirst() : messages.newestFirstTo(to);
    }

    /** A file that a customer sent. */
    @GetMapping("/{account}/Messages/{sid}/Media/{id}")
    ResponseEntity<?> media(
            @PathVariable("account") String accountSid,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return forAccount(
                accountSid,
                authorization,
                () -> files.find(id)
                        .<ResponseEntity<?>>map(file -> ResponseEntity.ok()
                                .contentType(MediaType.parseMediaType(file.type()))
                                .body(file.content()))
                        .orElseGet(() -> TwilioAnswers.refused(TwilioError.NOT_FOUND)));
    }

    /** What tells a caller that account and token are right. */
    private Map<String, Object> account() {
        return Map.of(
                "sid", account.sid(),
                "friendly_name", "Switchboard simulator",
                "status", "active",
                "type", "Full",
                "date_created", "Thu, 01 Jan 2026 00:00:00 +0000",
                "uri", "/2010-04-01/Accounts/" + account.sid() + ".json");
    }

    private ResponseEntity<?> forAccount(
            String sid, @Nullable String authorization, Supplier<ResponseEntity<?>> answer) {
        Optional<ResponseEntity<?>> refusal =
                account.refusal(sid, authorization).map(TwilioAnswers::refused);
        return refusal.orElseGet(answer);
    }

    private ResponseEntity<?> created(TwilioIntake.Creation creation) {
        return switch (creation) {
            case TwilioIntake.Created(var message) -> resource(HttpStatus.CREATED, message);
            case TwilioIntake.Refused(var error) -> TwilioAnswers.refused(error);
            case TwilioIntake.RefusedByScript(var refusal) -> TwilioAnswers.refused(refusal);
        };
    }

    private ResponseEntity<?> fetched(Optional<Message> message) {
        return message.filter(found -> found.sent().provider() == Provider.TWILIO)
                .<ResponseEntity<?>>map(found -> resource(HttpStatus.OK, found))
                .orElseGet(() -> TwilioAnswers.refused(TwilioError.NOT_FOUND));
    }

    private ResponseEntity<?> resource(HttpStatus status, Message message) {
        return ResponseEntity.status(status).body(TwilioMessage.of(account.sid(), message));
    }
}

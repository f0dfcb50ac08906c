package dev.switchboard.simulator.fate;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FrontPage {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    record Ending(String endsIn, String says) {}

    record Fates(List<Ending> fates) {}

    /** A browser is shown the phone, everybody else how to use this. */
    @GetMapping("/")
    ResponseEntity<String> page(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        return accept.contains(MediaType.TEXT_HTML_VALUE)
                ? ResponseEntity.status(HttpStatus.FOUND)
                        .location(URI.create("/phone"))
                        .build()
                : ResponseEntity.ok().contentType(TEXT).body(usage());
    }

    @GetMapping("/api/fates")
    Fates list() {
        return new Fates(Arrays.stream(Fate.values())
                .map(fate -> new Ending(fate.digits(), fate.description()))
                .toList());
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .body(new ClassPathResource("dev/switchboard/simulator/openapi.yaml"));
    }

    private static String usage() {
        return """
            Twilio and Meta, simulated. The last four digits of the recipient choose what becomes of a message:

            %s

            Providers
              POST   /2010-04-01/Accounts/{sid}/Messages.json        create; GET lists, GET .../Messages/{sid}.json fetches
              POST   /{version}/{phone number id}/messages           send through the Graph API; also media, numbers, templates

            The customer
              GET    /phone            a page to be one; GET /api/chats, /api/chats/{number} say the same as JSON
              POST   /api/inbound      {"provider":"twilio","channel":"whatsapp","from":"+14155550100","text":"Hello"}
                                       meta also {"reaction":"👍","replyTo":"wamid…"}, twilio also {"mediaUrl":"https://…"}
              PUT    /api/handsets/{number}   {"blocked":true,"offline":true,"whatsapp":false}; GET; DELETE /api/handsets

            Tests and drills
              GET    /api/messages     ?mid= ?to= ?limit=; newest first; /api/messages/{sid}; DELETE forgets all
              GET    /api/rejected     what was refused, with all that is wrong with it; DELETE
              GET    /api/duplicates   what was sent twice under one id of its sender
              GET    /api/pace         how fast each sender was
              GET    /api/callbacks    how many went which way, and how many messages still have some to come
              POST   /api/redeliver    sends every callback that failed once more
              POST   /api/scripts      {"to":"*0177","next":1,"steps":[{"status":"sent"},{"status":"failed","code":30008,"after":2}]}
                                       or {"to":"*0177","refuse":{"status":400,"code":21614}}; GET; DELETE
              POST   /api/faults       {"next":3,"fault":"reset|timeout|500|429|accept-then-reset|slow"}; GET; DELETE
              PUT    /api/chaos        {"delay":0.5,"loss":0.1,"duplicates":0.1,"reorder":0.2,"tooMany":0.1,"serverErrors":0.1}; GET; DELETE
              POST   /api/meta/handshake
              GET    /openapi.yaml     all of it described

            """.formatted(fates());
    }

    private static String fates() {
        return Arrays.stream(Fate.values())
                .map(fate -> "  " + fate.digits() + "   " + fate.description())
                .collect(Collectors.joining("\n"));
    }
}

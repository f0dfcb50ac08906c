package dev.switchboard.simulator.fate;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FrontPage {
    @GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
    String page() {
        return """
            Twilio and Meta, simulated. The last four digits of the recipient choose what becomes of a message:

            %s

            Providers
              POST   /2010-04-01/Accounts/{sid}/Messages.json        create; GET lists, GET .../Messages/{sid}.json fetches
              POST   /{version}/{phone number id}/messages           send through the Graph API

            The customer
              POST   /api/inbound      {"provider":"twilio","channel":"whatsapp","from":"+14155550100","text":"Hello"}

            Tests and drills
              GET    /api/messages     ?mid= ?to= ?limit=; newest first; /api/messages/{sid}; DELETE forgets all
              GET    /api/duplicates   what was sent twice under one id of its sender
              GET    /api/callbacks    how many went which way, and how many messages still have some to come
              POST   /api/redeliver    sends every callback that failed once more
              POST   /api/faults       {"next":3,"fault":"reset|timeout|500|429|accept-then-reset|slow"}; GET; DELETE
              POST   /api/meta/handshake
            """.formatted(fates());
    }

    private static String fates() {
        return Arrays.stream(Fate.values())
                .map(fate -> "  " + fate.digits() + "   " + fate.description())
                .collect(Collectors.joining("\n"));
    }
}

package dev.switchboard.status.contact;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.http.Refused;
import dev.switchboard.http.ServerSpan;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Parameters;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Shows contacts. */
@RestController
class ContactApi {

    private final Contacts contacts;
    private final Erasing erasing;

    ContactApi(Contacts contacts, Erasing erasing) {
        this.contacts = contacts;
        this.erasing = erasing;
    }

    record Found(List<KnownContact> items) {}

    /** By a phone number or user id: more than one where the network tells both of them. */
    @GetMapping("/api/v1/contacts")
    Mono<Found> find(@RequestParam String address, Authentication caller) {
        Address wanted = Parameters.address("address", address);
        return contacts.of(wanted)
                .map(contact -> contact.as(Sight.of(caller)))
                .collectList()
                .map(Found::new);
    }

    @GetMapping("/api/v1/contacts/{id}")
    Mono<KnownContact> one(@PathVariable UUID id, Authentication caller) {
        return contacts.one(id)
                .switchIfEmpty(Mono.error(() -> Refused.notFound("contact")))
                .map(contact -> contact.as(Sight.of(caller)));
    }

    /** Bodies, numbers and names go, here and in every other store. */
    @DeleteMapping("/api/v1/contacts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> erase(@PathVariable UUID id, Authentication caller, ServerWebExchange exchange) {
        return erasing.erase(id, caller.getName(), ServerSpan.of(exchange));
    }
}

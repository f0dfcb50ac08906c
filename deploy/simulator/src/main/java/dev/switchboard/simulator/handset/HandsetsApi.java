package dev.switchboard.simulator.handset;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.message.Address;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/handsets")
class HandsetsApi {
    private final Handsets handsets;

    HandsetsApi(Handsets handsets) {
        this.handsets = handsets;
    }

    @GetMapping
    Map<String, Handset> all() {
        return handsets.all();
    }

    @GetMapping("/{number}")
    Handset one(@PathVariable String number) {
        return handsets.of(contact(number));
    }

    @PutMapping("/{number}")
    Handset change(@PathVariable String number, @RequestBody Handset handset) {
        handsets.change(contact(number), handset);
        return handsets.of(contact(number));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        handsets.forget();
    }

    private static Address contact(String number) {
        var contact = new Address(number);
        if (!contact.digits().matches("[1-9]\\d{6,14}")) {
            throw new InvalidInput("number", "must be a number such as +14155550100");
        }
        return contact;
    }
}

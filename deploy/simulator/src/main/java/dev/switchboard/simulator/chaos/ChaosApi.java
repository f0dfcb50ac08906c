package dev.switchboard.simulator.chaos;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/chaos")
class ChaosApi {
    private final Disorder disorder;

    ChaosApi(Disorder disorder) {
        this.disorder = disorder;
    }

    @GetMapping
    Chaos now() {
        return disorder.now();
    }

    @PutMapping
    Chaos become(@RequestBody Chaos chaos) {
        disorder.become(chaos);
        return disorder.now();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void calm() {
        disorder.become(Chaos.NONE);
    }
}

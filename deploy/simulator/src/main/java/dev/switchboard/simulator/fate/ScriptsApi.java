package dev.switchboard.simulator.fate;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/scripts")
class ScriptsApi {
    record Listing(List<Script> scripts) {}

    private final Scripts scripts;

    ScriptsApi(Scripts scripts) {
        this.scripts = scripts;
    }

    @PostMapping
    Listing add(@RequestBody Script script) {
        scripts.add(script);
        return all();
    }

    @GetMapping
    Listing all() {
        return new Listing(scripts.all());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget() {
        scripts.forget();
    }
}

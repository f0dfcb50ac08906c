package dev.switchboard.simulator.customer;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A phone in the browser; it uses the same API as tests do. */
@RestController
class PhonePage {
    private static final String OURS_ALONE =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'";

    @GetMapping("/phone")
    ResponseEntity<Resource> page() {
        return file("phone.html", "text/html;charset=UTF-8");
    }

    @GetMapping("/phone/phone.css")
    ResponseEntity<Resource> style() {
        return file("phone.css", "text/css;charset=UTF-8");
    }

    @GetMapping("/phone/phone.js")
    ResponseEntity<Resource> script() {
        return file("phone.js", "text/javascript;charset=UTF-8");
    }

    private static ResponseEntity<Resource> file(String name, String type) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", OURS_ALONE)
                .body(new ClassPathResource("dev/switchboard/simulator/phone/" + name));
    }
}

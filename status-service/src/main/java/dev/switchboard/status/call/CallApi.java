package dev.switchboard.status.call;

import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Cursor;
import dev.switchboard.status.message.Parameters;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows calls. */
@RestController
class CallApi {

    private final Calls calls;

    CallApi(Calls calls) {
        this.calls = calls;
    }

    record Page(List<Call> items, @Nullable Cursor nextCursor) {}

    @GetMapping("/api/v1/calls")
    Mono<Page> list(
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Authentication caller) {
        var most = Parameters.limit(limit);
        var sight = Sight.of(caller);
        return calls.latest(Parameters.cursor(cursor), most + 1)
                .map(call -> call.as(sight))
                .collectList()
                .map(found -> page(found, most));
    }

    @GetMapping("/api/v1/calls/{id}")
    Mono<Call> one(@PathVariable String id, Authentication caller) {
        return calls.one(id)
                .switchIfEmpty(Mono.error(() -> Refused.notFound("call")))
                .map(call -> call.as(Sight.of(caller)));
    }

    private static Page page(List<Call> found, int most) {
        if (found.size() <= most) {
            return new Page(found, null);
        }
        var last = found.get(most - 1);
        return new Page(found.subList(0, most), new Cursor(last.beganAt().atOffset(ZoneOffset.UTC), last.id()));
    }
}

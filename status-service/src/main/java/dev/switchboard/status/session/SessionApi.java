package dev.switchboard.status.session;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows gateway sessions. */
@RestController
class SessionApi {

    private final Sessions sessions;

    SessionApi(Sessions sessions) {
        this.sessions = sessions;
    }

    record Summary(int total, long connected, long needQR, long loading, long withError) {
        static Summary of(List<Session> sessions) {
            return new Summary(
                    sessions.size(),
                    sessions.stream().filter(Session::isConnected).count(),
                    sessions.stream().filter(Session::needsQR).count(),
                    sessions.stream().filter(Session::isLoading).count(),
                    sessions.stream().filter(Session::hasError).count());
        }
    }

    record SessionList(Summary summary, List<Session> items) {}

    /** Without QR codes: who wants to sign one in asks for it alone. */
    @GetMapping("/api/v1/sessions")
    Mono<SessionList> list() {
        return sessions.all().map(Session::withoutQr).collectList().map(all -> new SessionList(Summary.of(all), all));
    }

    @GetMapping("/api/v1/sessions/{id}")
    Mono<ResponseEntity<Session>> one(@PathVariable String id, Authentication caller) {
        var mayScan = Sight.allows(caller, Scope.SESSIONS_QR);
        return sessions.one(id)
                .switchIfEmpty(Mono.error(() -> Refused.notFound("session")))
                .map(session -> mayScan ? session : session.withoutQr())
                .map(session ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(session));
    }
}

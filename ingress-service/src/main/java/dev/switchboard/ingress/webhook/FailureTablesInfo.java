package dev.switchboard.ingress.webhook;

import dev.switchboard.contracts.failure.KnownFailures;
import java.util.List;
import java.util.TreeMap;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Tells which tables of codes hold now. */
@Component
class FailureTablesInfo implements InfoContributor {

    private final List<KnownFailures> failures;

    FailureTablesInfo(List<KnownFailures> failures) {
        this.failures = failures;
    }

    @Override
    public void contribute(Info.Builder builder) {
        var versions = new TreeMap<String, String>();
        failures.forEach(
                known -> versions.put(known.provider().name(), known.get().version()));
        builder.withDetail("errors", versions);
    }
}

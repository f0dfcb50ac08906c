package dev.switchboard.ingress.webhook;

import dev.switchboard.ingress.webhook.SignatureDoctor.Finding;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** The latest signatures that did not match, and what explains them. */
@Component
@Endpoint(id = "signatures")
class SignaturesEndpoint {

    private final SignatureDoctor doctor;

    SignaturesEndpoint(SignatureDoctor doctor) {
        this.doctor = doctor;
    }

    record Signatures(List<Finding> findings) {}

    @ReadOperation
    Signatures signatures() {
        return new Signatures(doctor.findings());
    }
}

package dev.switchboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.simulator.fate.Fate;
import dev.switchboard.simulator.message.Address;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Runs with security, databases and Kafka on the class path, as the launcher has them. */
class SimulatorApplicationTest {
    @Test
    void comesUpBesideTheOthersLibraries() {
        try (var simulator = new RunningSimulator("http://127.0.0.1:1")) {
            assertThat(simulator.get("/actuator/health").body()).contains("\"status\":\"UP\"");
            assertThat(simulator.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(simulator.get("/").body())
                    .contains(Arrays.stream(Fate.values()).map(Fate::digits).toList());
        }
    }

    @Test
    void outlivesAnotherOfItsKindInTheSameJvm() {
        try (var simulator = new RunningSimulator("http://127.0.0.1:1")) {
            new RunningSimulator("http://127.0.0.1:1").close();

            assertThat(simulator.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void printsNeitherSecretsNorNumbers() {
        assertThat(new Secret("hush")).hasToString("****");
        assertThat(new Address("whatsapp:+14155550100")).hasToString("*** 0100");
    }
}

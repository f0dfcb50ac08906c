package dev.switchboard.operator.doctor;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.api.Api;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the services answer, and what they say of themselves. */
record Health(Map<String, URI> services) implements Look {

    @Override
    public Stream<Finding> findings() {
        return services.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> look(one.getKey(), one.getValue()));
    }

    private static Finding look(String name, URI address) {
        try {
            var answer = new Api(address, Optional.empty()).get("/actuator/health");
            if (answer.body().path("status").asString("").equals("UP")) {
                return Finding.ok(name, "up at " + address);
            }
            var sick = answer.body()
                    .path("components")
                    .propertyStream()
                    .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            return Finding.problem(
                    name,
                    "not well at " + address + (sick.isEmpty() ? "" : ": " + sick),
                    "it keeps trying, and works again when that is mended",
                    "curl -s " + address + "/actuator/health says more");
        } catch (CannotReach _) {
            return Finding.unknown(name, "does not answer at " + address, "./switchboard dev starts it");
        }
    }
}

package dev.switchboard.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where everything listens. */
record Ports(int ingress, int dispatcher, int status, int fallback, int simulator, int kafka, int postgres) {
    static final Ports USUAL = new Ports(8080, 8081, 8082, 8083, 8090, 9092, 5433);

    static Ports from(int base) {
        if (base < 1 || base > 65535 - 21) {
            throw new CannotStart("--port-base must be between 1 and 65514, not " + base + ".");
        }
        return new Ports(base, base + 1, base + 2, base + 3, base + 10, base + 20, base + 21);
    }

    int of(String service) {
        return switch (service) {
            case "ingress" -> ingress;
            case "dispatcher" -> dispatcher;
            case "status" -> status;
            case "fallback" -> fallback;
            case "simulator" -> simulator;
            default -> throw new IllegalArgumentException(service + " has no port");
        };
    }

    void requireFree() {
        byName().forEach((name, port) -> PortOwner.of(port).ifPresent(owner -> {
            throw new CannotStart("Port " + port + " for " + name + " is in use by " + owner + "."
                    + " Choose other ports, for instance --port-base 18080.");
        }));
    }

    private Map<String, Integer> byName() {
        var names = new LinkedHashMap<String, Integer>();
        names.put("ingress", ingress);
        names.put("dispatcher", dispatcher);
        names.put("status", status);
        names.put("fallback", fallback);
        names.put("the simulator", simulator);
        names.put("Kafka", kafka);
        names.put("PostgreSQL", postgres);
        return names;
    }
}

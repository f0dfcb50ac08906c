package dev.switchboard.contracts;

/** Who reads: the group id is the service's name, and so a dead-letter topic says whose it is. */
public enum ConsumerGroup {
    INGRESS("ingress-service"),
    DISPATCHER("dispatcher-service"),
    STATUS("status-service"),
    FALLBACK("fallback-service");

    private final String id;

    ConsumerGroup(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}

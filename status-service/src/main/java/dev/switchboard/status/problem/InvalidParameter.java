package dev.switchboard.status.problem;

/** A caller's parameter that cannot be meant: it names the parameter and never repeats the value. */
public final class InvalidParameter extends RuntimeException {

    private final String parameter;

    public InvalidParameter(String parameter, String reason) {
        super(reason);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}

package dev.switchboard.local.drill;

/** What must become of a record at everybody who reads its topic. */
sealed interface Fate {

    /** Put aside, with this cause and a reason that holds these words. */
    record Dead(String cause, String reason) implements Fate {}

    /** Passed over: it may be for somebody newer. */
    record Skipped() implements Fate {}

    record Done() implements Fate {}

    /** Whoever keeps what is wrong in it puts it aside as invalid, and whoever does not has nothing to say. */
    record DeadOrDone() implements Fate {}

    default boolean allows(String cause, String reason) {
        return switch (this) {
            case Dead dead -> dead.cause().equals(cause) && reason.contains(dead.reason());
            case DeadOrDone _ -> cause.equals("invalid");
            case Skipped _, Done _ -> false;
        };
    }

    /** Whether so many of all may be put aside. */
    default boolean allows(long dead, long all) {
        return switch (this) {
            case Dead _ -> dead == all;
            case DeadOrDone _ -> dead == all || dead == 0;
            case Skipped _, Done _ -> dead == 0;
        };
    }
}

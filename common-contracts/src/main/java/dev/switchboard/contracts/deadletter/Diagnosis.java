package dev.switchboard.contracts.deadletter;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be said of a failure where anybody may read it. Only our own words are repeated: the message of any other
 * exception may quote the record that caused it.
 *
 * @param cause one word to group by: undecodable, invalid, conflict or bug
 */
record Diagnosis(String cause, String reason, String exception, String rootException, String stackTrace) {

    private static final int DEEPEST = 16;

    /** A longer one could make the dead letter itself too large to be written. */
    private static final int LONGEST_STACK_TRACE = 8 * 1024;

    /** Below these stands the container, and the root cause would be cut off for it. */
    private static final int FRAMES_OF_EACH = 20;

    static Diagnosis of(Throwable failure) {
        var chain = chain(failure).toList();
        var root = chain.getLast();
        return new Diagnosis(cause(failure, chain), reason(chain, root), name(failure), name(root), stackTrace(chain));
    }

    static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }

    private static String cause(Throwable failure, List<Throwable> chain) {
        return chain.stream()
                .filter(CannotWork.class::isInstance)
                .map(known -> ((CannotWork) known).kind().wireName())
                .findFirst()
                .orElseGet(() -> Fault.of(failure) == Fault.CANNOT_WORK ? CannotWork.Kind.INVALID.wireName() : "bug");
    }

    private static String reason(List<Throwable> chain, Throwable root) {
        return chain.stream()
                .filter(CannotWork.class::isInstance)
                .map(known -> String.valueOf(known.getMessage()))
                .findFirst()
                .orElseGet(() -> name(root) + sqlState(root) + at(root));
    }

    private static String sqlState(Throwable root) {
        return root instanceof SQLException sql && sql.getSQLState() != null ? " " + sql.getSQLState() : "";
    }

    private static String at(Throwable root) {
        return root.getStackTrace().length == 0 ? "" : " at " + root.getStackTrace()[0];
    }

    private static String stackTrace(List<Throwable> chain) {
        var text = chain.stream().map(Diagnosis::frames).collect(Collectors.joining("\ncaused by "));
        return text.substring(0, Math.min(text.length(), LONGEST_STACK_TRACE));
    }

    private static String frames(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .limit(FRAMES_OF_EACH)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining("", name(failure), ""));
    }

    private static String name(Throwable failure) {
        return failure.getClass().getName();
    }
}

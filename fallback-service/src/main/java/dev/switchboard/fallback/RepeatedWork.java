package dev.switchboard.fallback;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ErrorHandler;

/**
 * What is done by the clock is done again anyway: a broker or database that is away is worth a line, not a trace. Nothing
 * may be thrown here, or the work is never repeated again.
 */
final class RepeatedWork implements ErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(RepeatedWork.class);
    private static final int DEEPEST = 16;

    @Override
    public void handleError(Throwable failure) {
        log.atWarn().addKeyValue("cause", causes(failure)).log("repeated work failed and will be tried again");
    }

    /** Their kinds alone: a message may quote a record. Kafka's errors have no stack trace to show. */
    private static String causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .map(cause -> cause.getClass().getSimpleName())
                .collect(Collectors.joining(" < "));
    }
}

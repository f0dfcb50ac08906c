package dev.switchboard.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * One file for all services: they share the JVM's one logging library, so none of them may set it up. That is said
 * before any of them is loaded. While all is well and running, warnings show on the terminal too.
 */
public final class Logs {
    private Logs() {}

    static Path file(Path folder) {
        return folder.resolve("logs").resolve("switchboard.log");
    }

    public static void write(Path folder) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("logback.configurationFile", "switchboard-dev-logback.xml");
        System.setProperty("switchboard.log", file(folder).toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Not before all is running, when one sentence says what failed; and not while it ends, when all lose each other. */
    static void showWarnings(Ending ending) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var layout = new PatternLayoutEncoder();
        layout.setContext(context);
        layout.setPattern("%d{HH:mm:ss}  %-5level %logger{0}: %msg %kvp%n%nopex");
        layout.start();
        var terminal = new ConsoleAppender<ILoggingEvent>();
        terminal.setContext(context);
        terminal.setTarget("System.err");
        terminal.setEncoder(layout);
        terminal.addFilter(new Warnings(ending));
        terminal.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(terminal);
    }

    /** Kafka's clients warn of every attempt to reach a broker; their errors are enough. */
    private static final class Warnings extends Filter<ILoggingEvent> {
        private final Ending ending;

        Warnings(Ending ending) {
            this.ending = ending;
        }

        @Override
        public FilterReply decide(ILoggingEvent event) {
            var least = event.getLoggerName().startsWith("org.apache.kafka") ? Level.ERROR : Level.WARN;
            var shown = event.getLevel().isGreaterOrEqual(least) && !ending.hasBegun();
            return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }
}

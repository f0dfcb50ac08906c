package dev.switchboard.dispatcher;

import static java.util.Objects.requireNonNull;

import dev.switchboard.dispatcher.failpoint.Failpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/** A dispatcher as it ships, but for a trap on its way: what {@link ForkedDispatcher} runs. */
public final class FrailDispatcher {

    private FrailDispatcher() {}

    public static void main(String[] arguments) {
        var trap = Trap.of(requireNonNull(System.getenv(Trap.NAME)));
        var application = DispatcherApplication.application();
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean("trap", Failpoints.class, () -> trap, bean -> bean.setPrimary(true));
            beans.registerBean(Gate.class, Gate::new);
        });
        application.run(arguments);
    }

    /** Made ready while its predecessor still works, it begins when it is told to. */
    static final class Gate implements SmartLifecycle {

        private volatile boolean running;

        @Override
        public void start() {
            running = isTold();
            Thread.ofPlatform().daemon().start(() -> {
                while (isTold()) {}
            });
        }

        /** Nobody is left behind by a test that ended without a word. */
        private static boolean isTold() {
            try {
                if (System.in.read() < 0) {
                    Runtime.getRuntime().halt(1);
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE;
        }
    }
}

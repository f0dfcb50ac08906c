package dev.switchboard.operator.replay;

import dev.switchboard.operator.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: what is under way is finished and said, then the process ends with 130. */
final class Interruption implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 40;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "interruption");
    private volatile boolean wished;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isWished() {
        return wished;
    }

    private void end() {
        wished = true;
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.STOPPED);
    }

    @Override
    public void close() {
        if (!wished) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        finished.countDown();
    }
}

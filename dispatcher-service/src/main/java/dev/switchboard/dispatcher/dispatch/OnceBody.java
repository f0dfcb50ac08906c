package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The body of a call. The HTTP client asks for it when the connection stands and the headers are written: this is the last
 * moment at which the message can be kept back, and what was handed out once is never handed out again, whatever the
 * client thinks of repeating a request.
 */
final class OnceBody implements BodyPublisher {

    private enum Where {
        HERE,
        HANDED_OUT,
        KEPT_BACK
    }

    private final BodyPublisher body;
    private final Lease lease;
    private final Failpoints failpoints;
    private final AtomicReference<Where> where = new AtomicReference<>(Where.HERE);

    OnceBody(String body, Lease lease, Failpoints failpoints) {
        this.body = BodyPublishers.ofString(body);
        this.lease = lease;
        this.failpoints = failpoints;
    }

    /** From now on it stays here, unless it has left already; whether it stayed. */
    boolean keepBack() {
        where.compareAndSet(Where.HERE, Where.KEPT_BACK);
        return where.get() == Where.KEPT_BACK;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        failpoints.reach(Failpoint.WRITING);
        if (lease.isOver()) {
            keepBack();
        }
        if (where.compareAndSet(Where.HERE, Where.HANDED_OUT)) {
            body.subscribe(subscriber);
            failpoints.reach(Failpoint.WRITTEN);
        } else {
            refuse(subscriber);
        }
    }

    private static void refuse(Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        subscriber.onError(new IOException("the message is kept back"));
    }
}

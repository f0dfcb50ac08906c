package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.dispatcher.failpoint.Failpoint;
import dev.switchboard.dispatcher.failpoint.Failpoints;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The body of a call. The HTTP client asks for it when the connection stands: this is the last moment at which the message
 * can be kept back, and what was handed out once is never handed out again, whatever the client thinks of repeating a
 * request.
 */
final class OnceBody extends AbstractHttpEntity {

    private enum Where {
        HERE,
        HANDED_OUT,
        KEPT_BACK
    }

    private final byte[] body;
    private final Lease lease;
    private final Failpoints failpoints;
    private final AtomicReference<Where> where = new AtomicReference<>(Where.HERE);

    OnceBody(String body, Lease lease, Failpoints failpoints) {
        // What it is says the header of the call.
        super((ContentType) null, null);
        this.body = body.getBytes(StandardCharsets.UTF_8);
        this.lease = lease;
        this.failpoints = failpoints;
    }

    /** From now on it stays here, unless it has left already; whether it stayed. */
    boolean keepBack() {
        where.compareAndSet(Where.HERE, Where.KEPT_BACK);
        return where.get() == Where.KEPT_BACK;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        failpoints.reach(Failpoint.WRITING);
        if (lease.isOver()) {
            keepBack();
        }
        if (!where.compareAndSet(Where.HERE, Where.HANDED_OUT)) {
            throw new IOException("the message is kept back");
        }
        out.write(body);
        out.flush();
        failpoints.reach(Failpoint.WRITTEN);
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    /** Whoever wants to read it does not send it. */
    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("it is written, once");
    }

    @Override
    public void close() {
        // nothing to close
    }
}

package dev.switchboard.ingress.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection on which no whole head of a request arrives in time, however often another byte of it does. */
final class HeadersInTime extends ChannelInboundHandlerAdapter {

    private final Duration first;
    private final Duration next;
    private long due;
    private boolean isWaiting;
    private @Nullable ScheduledFuture<?> look;

    HeadersInTime(Duration first, Duration next) {
        this.first = first;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        waitFor(first, context);
        look(first.toNanos(), context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            isWaiting = false;
        }
        if (message instanceof LastHttpContent) {
            waitFor(next, context);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (look != null) {
            look.cancel(false);
        }
        context.fireChannelInactive();
    }

    private void waitFor(Duration patience, ChannelHandlerContext context) {
        isWaiting = true;
        due = now(context) + patience.toNanos();
    }

    /** One look at a time, and not one for each request: most requests come long before it. */
    private void look(long nanos, ChannelHandlerContext context) {
        look = context.executor().schedule(() -> lookAgain(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void lookAgain(ChannelHandlerContext context) {
        var left = due - now(context);
        if (isWaiting && left <= 0) {
            context.close();
        } else {
            look(isWaiting ? left : first.toNanos(), context);
        }
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }
}

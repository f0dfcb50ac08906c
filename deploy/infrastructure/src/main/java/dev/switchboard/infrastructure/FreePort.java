package dev.switchboard.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of the loopback that nobody listens on, from below those the system hands out by itself. One of its own could be
 * gone before it is used again: while a server is away, a client that knocks at its port may be given that very port.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;

    /** Two processes begin apart, and no port is given twice in one. */
    private static final AtomicInteger next =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 101 % COUNT));

    private FreePort() {}

    public static int find() {
        while (true) {
            var port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

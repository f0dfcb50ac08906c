package dev.switchboard.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port that leads to a broker from now on: what a client that was started too early has been waiting for. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket door;
    private final String host;
    private final int port;

    Forwarder(int listenOn, String bootstrapServer) {
        host = bootstrapServer.split(":")[0];
        port = Integer.parseInt(bootstrapServer.split(":")[1]);
        try {
            door = new ServerSocket(listenOn, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var near = door.accept();
                var far = new Socket(host, port);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One side hung up, and so does the other.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.switchboard.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One connection that stays open, with one request on it at a time. A whole HTTP client would need more of the machine
 * than what is measured.
 */
record Connection(Socket socket, InputStream in, String host) implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    static Connection open(URI to) throws IOException {
        var socket = new Socket(to.getHost(), to.getPort());
        socket.setTcpNoDelay(true);
        return new Connection(socket, new BufferedInputStream(socket.getInputStream()), to.getAuthority());
    }

    /** @return the status it was answered with */
    int post(TwilioCallback callback) throws IOException {
        var request = "POST " + callback.path() + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8"
                + "\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\nI-Twilio-Idempotency-Token: " + callback.token()
                + "\r\nX-Twilio-Signature: " + callback.signature()
                + "\r\nContent-Length: " + callback.form().length() + "\r\n\r\n" + callback.form();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

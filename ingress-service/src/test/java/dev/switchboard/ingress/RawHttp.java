package dev.switchboard.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/** A caller that keeps to no rules: what it is given goes onto the wire, byte for byte. */
record RawHttp(URI origin) {

    private static final int PATIENCE = 20_000;

    /** @return the status of the answer, or 0 where the other side hung up without one */
    int call(String method, String target, Map<String, String> headers, byte[] body) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(origin.getHost(), origin.getPort()), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request(method, target, headers, body));
            socket.getOutputStream().flush();
            var first = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
            return first == null ? 0 : Integer.parseInt(first.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] request(String method, String target, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + origin.getAuthority()
                + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}

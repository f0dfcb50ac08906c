package dev.switchboard.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets this user's other commands stop and start single services. It listens in the folder of this run, which nobody else
 * can open: one line is asked, {@code list}, {@code stop NAME} or {@code start NAME}, and one line of JSON is answered.
 */
final class Control implements AutoCloseable {

    static final String SOCKET = "control";

    private final ServerSocketChannel server;
    private final Services services;

    private Control(ServerSocketChannel server, Services services) {
        this.server = server;
        this.services = services;
    }

    static Control open(Path run, Services services) {
        try {
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(run.resolve(SOCKET)));
            var control = new Control(server, services);
            Thread.ofPlatform().daemon().name("control").start(control::serve);
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (var caller = server.accept()) {
                answer(caller);
            } catch (IOException _) {
                // A caller that went away, or this dev that ends: the condition above says which.
            }
        }
    }

    private void answer(SocketChannel caller) throws IOException {
        var line = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8)).readLine();
        var answer = JsonMapper.shared().writeValueAsString(done(String.valueOf(line))) + "\n";
        caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, ?> done(String line) {
        var words = line.split(" ", 2);
        var name = words.length > 1 ? words[1] : "";
        try {
            if (words[0].equals("stop")) {
                services.stop(name);
            } else if (words[0].equals("start")) {
                services.startAgain(name);
            }
            return Map.of("services", services.state());
        } catch (CannotStart e) {
            return Map.of("problem", String.valueOf(e.getMessage()), "services", services.state());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

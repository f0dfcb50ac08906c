package dev.switchboard.operator.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether dev would find its ports free; only asked where none runs. */
record Ports(List<Integer> ports) implements Look {

    static final List<Integer> USUAL = List.of(8080, 8081, 8082, 8083, 8090, 9092, 5433);

    @Override
    public Stream<Finding> findings() {
        var taken = ports.stream().filter(Ports::isTaken).map(String::valueOf).collect(Collectors.joining(", "));
        return Stream.of(
                taken.isEmpty()
                        ? Finding.ok("Ports", "free for ./switchboard dev")
                        : Finding.note(
                                "Ports",
                                taken + " in use: dev does not start there",
                                "./switchboard dev --port-base 18080"));
    }

    private static boolean isTaken(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException _) {
            return true;
        }
    }
}

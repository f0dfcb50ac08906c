package dev.switchboard.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who listens on a port, as far as the operating system tells us. */
record PortOwner(Optional<ProcessHandle> process) {
    private static final String LISTENING = "0A";
    private static final int LONGEST_COMMAND = 120;

    static Optional<PortOwner> of(int port) {
        return isFree(port) ? Optional.empty() : Optional.of(new PortOwner(find(port)));
    }

    @Override
    public String toString() {
        return process.map(PortOwner::describe).orElse("another process");
    }

    private static String describe(ProcessHandle process) {
        var info = process.info();
        var command = info.commandLine().or(info::command).orElse("?");
        if (command.contains("dev.switchboard.")) {
            return "another switchboard, process " + process.pid() + " (./switchboard stop ends it)";
        }
        var shown = command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "…" : command;
        return "process " + process.pid() + " (" + shown + ")";
    }

    /** A listener on IPv6 alone leaves our address free and yet gets the calls to {@code localhost}. */
    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException e) {
            return false;
        }
        return !answers("::1", port);
    }

    private static boolean answers(String address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<ProcessHandle> find(int port) {
        try {
            return Files.isDirectory(Path.of("/proc/net")) ? findInProc(port) : findByLsof(port);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> findInProc(int port) throws IOException {
        var tables = Stream.concat(lines("/proc/net/tcp"), lines("/proc/net/tcp6"));
        var suffix = String.format(":%04X", port);
        var sockets = tables.map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                .map(fields -> "socket:[" + fields[9] + "]")
                .toList();
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, sockets))
                .findFirst();
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.exists(Path.of(file)) ? Files.readAllLines(Path.of(file)).stream() : Stream.empty();
    }

    /** Other users' processes do not show their files. */
    private static boolean holds(ProcessHandle process, List<String> sockets) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    private static Optional<ProcessHandle> findByLsof(int port) throws IOException {
        var lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN").start();
        try (var output = lsof.inputReader()) {
            var pid = output.readLine();
            return pid == null ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid.strip()));
        }
    }
}

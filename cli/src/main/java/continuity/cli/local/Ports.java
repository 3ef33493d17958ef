package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The ports of one system, all on the loopback address and at fixed distances from one base.
 *
 * @param base the port that people and agents use
 */
record Ports(int base) {

    static final int DEFAULT_BASE = 7700;

    private static final int KAFKA_CONTROLLER_OFFSET = 93;
    private static final int HIGHEST_BASE = 65_535 - KAFKA_CONTROLLER_OFFSET;
    private static final Duration ANSWERS_WITHIN = Duration.ofMillis(500);

    Ports {
        if (base < 1024 || base > HIGHEST_BASE) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--port-base must be from 1024 to %d, not %d.".formatted(HIGHEST_BASE, base));
        }
    }

    int of(Part part) {
        return base + part.portOffset();
    }

    int kafkaController() {
        return base + KAFKA_CONTROLLER_OFFSET;
    }

    URI url(Part service) {
        return URI.create("http://127.0.0.1:" + of(service));
    }

    /** Some that are free now, below the range that the operating system gives to others. */
    static Ports free() {
        while (true) {
            var ports = new Ports(ThreadLocalRandom.current().nextInt(10_000, 30_000));
            if (ports.busy().isEmpty()) {
                return ports;
            }
        }
    }

    /** @throws CommandFailed naming the ports that another program uses */
    void requireFree() {
        var busy = busy();
        if (!busy.isEmpty()) {
            throw CommandFailed.because(
                    "Already used by another program: port %s. Stop it, or choose other ports: ./continuity up --port-base %d"
                            .formatted(busy, base + 1000 <= HIGHEST_BASE ? base + 1000 : DEFAULT_BASE));
        }
    }

    private String busy() {
        var needed = new LinkedHashMap<Integer, String>();
        Arrays.stream(Part.values()).forEach(part -> needed.put(of(part), part.title()));
        needed.put(kafkaController(), "kafka controller");
        return needed.entrySet().stream()
                .filter(port -> isTaken(port.getKey()))
                .map(Ports::worded)
                .collect(Collectors.joining(", "));
    }

    private static String worded(Map.Entry<Integer, String> port) {
        return "%d (for %s)".formatted(port.getKey(), port.getValue());
    }

    /** Whether somebody listens there, on this address or on all of them. */
    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ANSWERS_WITHIN.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isTaken(int port) {
        if (answers(port)) {
            return true;
        }
        try (var mine = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !mine.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}

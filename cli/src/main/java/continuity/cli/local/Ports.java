package continuity.cli.local;

import continuity.cli.process.PortOwner;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ports of one system, all on the loopback address and at fixed distances from one base.
 *
 * @param base the port that people and agents use
 */
public record Ports(int base) {

    public static final int DEFAULT_BASE = 7700;

    private static final int KAFKA_CONTROLLER_OFFSET = 93;
    private static final int KAFKA_BROKER_OFFSET = 94;
    private static final int HIGHEST_BASE = 65_535 - KAFKA_BROKER_OFFSET;
    private static final int NEXT_BASE = 1000;
    private static final Duration ANSWERS_WITHIN = Duration.ofMillis(500);

    /**
     * A port that somebody else uses.
     *
     * @param purpose what we need it for
     */
    public record Taken(int port, String purpose) {

        /** Who it is, as in "nginx, process 4711". */
        public String owner() {
            return PortOwner.of(port).map(Ports::worded).orElse("an unknown program");
        }
    }

    public Ports {
        if (base < 1024 || base > HIGHEST_BASE) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--port-base must be from 1024 to %d, not %d.".formatted(HIGHEST_BASE, base));
        }
    }

    int of(Part part) {
        return base + part.portOffset();
    }

    /** The broker's talk with its controller. */
    int kafkaController() {
        return base + KAFKA_CONTROLLER_OFFSET;
    }

    /** Between brokers, and for the super user. */
    int kafkaBroker() {
        return base + KAFKA_BROKER_OFFSET;
    }

    public URI url(Part service) {
        return URI.create("http://127.0.0.1:" + of(service));
    }

    /** Some that are free now, below the range that the operating system gives to others. */
    static Ports free() {
        while (true) {
            var ports = new Ports(ThreadLocalRandom.current().nextInt(10_000, 30_000));
            if (ports.taken().isEmpty()) {
                return ports;
            }
        }
    }

    /** @throws CommandFailed naming the ports that another program uses, and the program */
    void requireFree() {
        var taken = taken();
        if (!taken.isEmpty()) {
            var whose = taken.stream()
                    .map(it -> "%d (for %s) is used by %s".formatted(it.port(), it.purpose(), it.owner()))
                    .collect(Collectors.joining("; port "));
            throw CommandFailed.because("Port %s. Stop that, or choose other ports: ./continuity up --port-base %d"
                    .formatted(whose, freeBase()));
        }
    }

    /** Those of our ports that somebody listens on or holds. */
    public List<Taken> taken() {
        var needed = new LinkedHashMap<Integer, String>();
        Arrays.stream(Part.values()).forEach(part -> needed.put(of(part), part.title()));
        needed.put(kafkaController(), "kafka controller");
        needed.put(kafkaBroker(), "kafka broker");
        return needed.entrySet().stream()
                .filter(port -> isTaken(port.getKey()))
                .map(Ports::asTaken)
                .toList();
    }

    /** A base whose ports are all free; if there is none at the usual distances, the first of these. */
    public int freeBase() {
        var first = base + NEXT_BASE <= HIGHEST_BASE ? base + NEXT_BASE : DEFAULT_BASE;
        return IntStream.iterate(first, next -> next <= HIGHEST_BASE, next -> next + NEXT_BASE)
                .filter(next -> new Ports(next).taken().isEmpty())
                .findFirst()
                .orElse(first);
    }

    private static Taken asTaken(Map.Entry<Integer, String> port) {
        return new Taken(port.getKey(), port.getValue());
    }

    /** Another system of ours is told by what its parts are: they all work in its data directory or just below. */
    private static String worded(PortOwner owner) {
        return owner.directory().stream()
                .flatMap(directory -> Stream.iterate(directory, Objects::nonNull, Path::getParent)
                        .limit(2))
                .map(DataDirectory::new)
                .filter(data -> data.isOurs() && Files.exists(data.lock()))
                .findFirst()
                .map(data -> "Session Continuity with the data in %s (%s)".formatted(data.root(), owner))
                .orElseGet(owner::toString);
    }

    /** Whether somebody listens there, on this address or on all of them. */
    public static boolean answers(int port) {
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

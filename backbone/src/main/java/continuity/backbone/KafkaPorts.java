package continuity.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/**
 * Where the broker listens, on 127.0.0.1.
 *
 * @param clients for services and everybody else
 * @param controller for the broker, which asks its controller; both are in one process
 * @param broker between brokers, and for the super user, who makes the others' passwords through it
 */
public record KafkaPorts(int clients, int controller, int broker) {

    private static final String ADDRESS = "127.0.0.1:";

    /** Some that nobody uses at the moment. */
    public static KafkaPorts free() {
        try (var one = new ServerSocket(0);
                var two = new ServerSocket(0);
                var three = new ServerSocket(0)) {
            return new KafkaPorts(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String clientsAddress() {
        return ADDRESS + clients;
    }

    String controllerAddress() {
        return ADDRESS + controller;
    }

    String brokerAddress() {
        return ADDRESS + broker;
    }
}

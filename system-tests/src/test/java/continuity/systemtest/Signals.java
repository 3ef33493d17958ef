package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals that Java cannot send by itself. */
final class Signals {

    private Signals() {}

    /** @param name as {@code kill} knows it, such as {@code HUP} */
    static void send(String name, ProcessHandle... processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.of(processes).map(process -> Long.toString(process.pid())).forEach(command::add);
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}

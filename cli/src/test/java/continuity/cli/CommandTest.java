package continuity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user types them, at a data directory whose system is a stand-in for the REST API. */
abstract class CommandTest {

    @TempDir
    Path data;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi();
        knownUrl(api.url());
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    /** The address at which the system in that directory says that it runs. */
    void knownUrl(String url) throws IOException {
        Files.writeString(data.resolve("run.json"), """
                {"launcher":{"pid":1,"started_at":"2020-01-01T00:00:00Z"},"url":"%s","ready":true,"parts":[]}
                """.formatted(url));
    }

    /** @return the exit code */
    int run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--data", data.toString()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}

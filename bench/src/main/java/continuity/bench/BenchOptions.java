package continuity.bench;

import continuity.bench.frame.TestedSystem;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every measurement takes. */
public final class BenchOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Measure what runs there, with CONTINUITY_TOKEN; nothing but HTTP is measured then. "
                    + "Default: a system of its own, started for this and gone afterwards.")
    private @Nullable URI url;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measured rounds, whose median counts; one more before them is not counted. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "6",
            description = "Length of a round of load at a fixed rate. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--commands",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many commands are loaded, for ingest, search and latency. Default: ${DEFAULT-VALUE}.")
    private int commands;

    @Option(names = "--json", paramLabel = "FILE", description = "Default: target/bench/NAME-TIME.json.")
    private @Nullable Path json;

    /** The system to measure; the caller closes it. */
    TestedSystem system() {
        if (url == null) {
            return TestedSystem.own();
        }
        var token = System.getenv("CONTINUITY_TOKEN");
        if (token == null || token.isBlank()) {
            throw new CommandFailed(ExitCode.USAGE, "--url needs CONTINUITY_TOKEN: a token with the role agent.");
        }
        return TestedSystem.at(url, token.strip());
    }

    public int rounds() {
        return rounds;
    }

    public Duration length() {
        return Duration.ofSeconds(seconds);
    }

    public int commands() {
        return commands;
    }

    @Nullable
    Path json() {
        return json;
    }

    /** @throws CommandFailed naming the option that is out of range */
    void check() {
        require(rounds >= 1 && rounds <= 100, "--rounds must be from 1 to 100");
        require(seconds >= 1 && seconds <= 3600, "--seconds must be from 1 to 3600");
        require(commands >= 100 && commands <= 10_000_000, "--commands must be from 100 to 10000000");
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommandFailed(ExitCode.USAGE, otherwise + ".");
        }
    }
}

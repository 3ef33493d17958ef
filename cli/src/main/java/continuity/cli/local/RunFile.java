package continuity.cli.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.cli.process.ProcessIdentity;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs now, kept in {@code DATA/run.json} while it runs. A launcher that was killed leaves its file behind, so
 * that the next one can end the children that were left behind too.
 *
 * @param url of mission-control, the one address that clients need
 * @param ready false while parts are still being started for the first time
 * @param build which build of the programs runs; null if it was not recorded
 * @param staleAfter silence after which an agent is stale, as the user has set it; null if not
 */
public record RunFile(
        ProcessIdentity launcher,
        URI url,
        boolean ready,
        List<Running> parts,
        @Nullable String build,
        @Nullable String staleAfter) {

    /**
     * One part and the process that it is now, or was before it ended.
     *
     * @param restarts how often it has been started again since the first time
     * @param lastEnd how it ended before the latest restart, as in {@code ended with exit code 137}; null if it never
     *     did
     * @param startsAgainAt null unless it has ended and waits for its next start
     */
    public record Running(
            String name,
            int port,
            ProcessIdentity process,
            int restarts,
            @Nullable String lastEnd,
            @Nullable Instant startsAgainAt) {

        /** One that has not ended yet. */
        public Running(String name, int port, ProcessIdentity process) {
            this(name, port, process, 0, null, null);
        }

        Running startedAgain(ProcessIdentity next) {
            return new Running(name, port, next, restarts + 1, lastEnd, null);
        }

        Running ended(String how, Instant next) {
            return new Running(name, port, process, restarts, how, next);
        }
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(new JavaTimeModule())
            .build();

    public RunFile {
        Objects.requireNonNull(launcher);
        Objects.requireNonNull(url);
        parts = List.copyOf(parts);
    }

    /**
     * Empty when nothing was started, or when it was stopped in order.
     *
     * @throws CommandFailed if the file cannot be understood
     */
    public static Optional<RunFile> read(DataDirectory data) {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readString(data.runFile()), RunFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException | MalformedInputException damaged) {
            throw CommandFailed.because(
                    "The record of what runs, %s, is damaged. ./continuity down and ./continuity up make a new one."
                            .formatted(data.runFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(DataDirectory data) {
        try {
            PrivateFiles.write(
                    data.runFile(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

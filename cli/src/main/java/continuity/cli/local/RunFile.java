package continuity.cli.local;

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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * What runs now, kept in {@code DATA/run.json} while it runs. A launcher that was killed leaves its file behind, so
 * that the next one can end the children that were left behind too.
 *
 * @param url of mission-control, the one address that clients need
 * @param ready false while parts are still being started for the first time
 */
public record RunFile(ProcessIdentity launcher, URI url, boolean ready, List<Running> parts) {

    /** One part and the process that it is now. */
    public record Running(String name, int port, ProcessIdentity process) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build();

    public RunFile {
        parts = List.copyOf(parts);
    }

    /**
     * Empty when nothing was started, or when it was stopped in order.
     *
     * @throws CommandFailed if the file is damaged
     */
    public static Optional<RunFile> read(DataDirectory data) {
        try {
            return Optional.of(JSON.readValue(Files.readString(data.runFile()), RunFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException damaged) {
            throw CommandFailed.because(
                    "%s is damaged. Delete it; if ./continuity up then finds ports in use, end those processes."
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

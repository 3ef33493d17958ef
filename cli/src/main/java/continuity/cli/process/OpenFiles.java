package continuity.cli.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where there is no {@code /proc}: the program {@code lsof}, if it is there. */
final class OpenFiles {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);

    private OpenFiles() {}

    static Optional<PortOwner> ownerOf(int port) {
        try {
            var lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc")
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!lsof.waitFor(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                lsof.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The first process of {@code lsof -F}: a line {@code p<pid>}, then a line {@code c<command>}. */
    static Optional<PortOwner> parse(List<String> lines) {
        return value(lines, "p")
                .map(pid -> new PortOwner(
                        ProcessHandle.of(Long.parseLong(pid)),
                        value(lines, "c").orElse("unknown program"),
                        Optional.empty()));
    }

    private static Optional<String> value(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(1))
                .findFirst();
    }
}

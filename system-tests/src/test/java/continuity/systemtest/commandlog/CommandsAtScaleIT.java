package continuity.systemtest.commandlog;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.systemtest.ServiceCluster;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The answers of a log with many commands; how long they take is printed, and judged by nobody here. */
@ResourceLock(ServiceCluster.NAME)
class CommandsAtScaleIT {

    /** {@code -Dcommandlog.scale} makes it the real thing. */
    private static final boolean FULL = Boolean.getBoolean("commandlog.scale");

    private static final int COMMANDS = FULL ? CommandsAtScale.COMMANDS : 20_000;
    private static final int ROUNDS = FULL ? CommandsAtScale.ROUNDS : 2;

    @Test
    @Tag("R107")
    void aListGivesEveryCommandOnceNewestFirstHoweverManyPagesItTakes() throws Exception {
        var directory = ServiceCluster.directory("commands");
        var result = CommandsAtScale.run(directory, COMMANDS, ROUNDS);

        System.out.println(result);
        Files.writeString(
                directory.resolve("plans.txt"),
                result.plans().entrySet().stream()
                        .map(plans -> "== " + plans.getKey() + "\n" + String.join("\n", plans.getValue()))
                        .collect(Collectors.joining("\n")));
        assertThat(result.walked()).isNotEmpty().doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(result.total()).containsExactly((long) result.walked().size());
    }
}

package continuity.resume;

import static org.assertj.core.api.Assertions.assertThatCode;

import continuity.contracts.EventCatalogue;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose fields are missing, or hold anything at all: one of them must never stop the others. */
@Tag("R24")
class OddRecordsTest {

    private static final List<String> TOOLS = List.of(
            "Bash",
            "shell",
            "Edit",
            "MultiEdit",
            "NotebookEdit",
            "Write",
            "Read",
            "TaskCreate",
            "TaskUpdate",
            "TodoWrite",
            "apply_patch",
            "replace",
            "write_file");

    /** Those that the fold reads, of commands and of events. */
    private static final List<String> FIELDS = List.of(
            ("command file_path path type content stdout stderr task id subject taskId status todos changes text outcome"
                            + " last_message tool_name command_id target success message error_type agent_id subagent_type"
                            + " branch head upstream ahead behind unpushed changed_count commits stashed repository machine"
                            + " directory hook hash committed_at commit_hash test_type passed_count failed_count failing"
                            + " coverage_percent pr_number title pr_url service environment snippet_type snippet_id epic_id"
                            + " feature_name spawned_by reason cwd session_id tool_use_id denied input structuredPatch")
                    .split(" "));

    private static final List<Object> VALUES = List.of(
            "",
            " ",
            "x",
            "\u0000\ud800",
            "git commit -m 'half",
            "*** Begin Patch\n*** Update File: ",
            "/",
            "C:\\",
            "+999999999-12-31T23:59:59Z",
            "-1",
            -1,
            Long.MAX_VALUE,
            Double.NaN,
            true,
            false,
            "y".repeat(5_000));

    private static LongStream seeds() {
        return new Random(20261122).longs(300);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 3 : 6)) {
            case 0 -> null;
            case 3 -> fields(random, depth + 1);
            case 4 -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield list;
            }
            default -> VALUES.get(random.nextInt(VALUES.size()));
        };
    }

    private static Map<String, Object> fields(Random random, int depth) {
        var fields = new HashMap<String, Object>();
        for (var name : FIELDS) {
            if (random.nextInt(3) == 0) {
                fields.put(name, value(random, depth));
            }
        }
        return fields;
    }

    private static Evidence command(Random random, int number) {
        var tool = TOOLS.get(random.nextInt(TOOLS.size()));
        return Evidence.of(Records.command(
                number, Records.at(number), tool, fields(random, 0), value(random, 0), random.nextBoolean()));
    }

    private static Evidence event(Random random, int number) {
        var types = EventCatalogue.all();
        var type = types.get(random.nextInt(types.size())).name();
        return Evidence.of(Records.event(number, type, fields(random, 0)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverRecordsHoldTheyAreReadJoinedAndTold(long seed) {
        var random = new Random(seed);

        assertThatCode(() -> Packet.of(
                        PastRuns.run(IntStream.rangeClosed(1, 40)
                                .mapToObj(n -> n % 2 == 0 ? command(random, n) : event(random, n))),
                        Records.at(100)))
                .doesNotThrowAnyException();
    }

    @Test
    void aTaskWithoutASubjectIsNoTask() {
        var command = Records.command(1, Records.at(1), "TaskCreate", Map.of("subject", ""), Map.of(), true);

        assertThatCode(() -> Evidence.of(command)).doesNotThrowAnyException();
    }
}

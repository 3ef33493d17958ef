package continuity.resume.fold;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.contracts.WorkState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Short ways to make contract records in tests, of one instance unless said otherwise. */
public final class Records {

    public static final String ID = "shop-PS-8f4a2b";
    public static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    public static final String SESSION = "bc7723f3-e419-45ae-9dcb-f17daad4055e";

    private Records() {}

    /** That many seconds after the start. */
    public static Instant at(long second) {
        return START.plusSeconds(second);
    }

    public static UUID id(long number) {
        return new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    public static CommandLogged command(
            long number,
            Instant recordedAt,
            String tool,
            Map<String, Object> parameters,
            @Nullable Object result,
            @Nullable Boolean success) {
        return command(number, recordedAt, tool, parameters, result, success, Map.of());
    }

    private static CommandLogged command(
            long number,
            Instant recordedAt,
            String tool,
            Map<String, Object> parameters,
            @Nullable Object result,
            @Nullable Boolean success,
            Map<String, Object> moreContext) {
        var context = new HashMap<String, Object>(Map.of(
                "client", "claude-code", "session_id", SESSION, "cwd", "/home/dev/shop", "tool_use_id", "t" + number));
        context.putAll(moreContext);
        return new CommandLogged(
                id(number),
                ID,
                "shop",
                "laptop",
                1,
                "hook",
                tool.toLowerCase(Locale.ROOT),
                null,
                tool,
                parameters,
                Boolean.FALSE.equals(success) ? null : result,
                Boolean.FALSE.equals(success) ? String.valueOf(result) : null,
                success,
                12L,
                List.of(),
                context,
                null,
                recordedAt);
    }

    public static CommandLogged bash(long number, String line, boolean success) {
        var result = success ? (Object) Map.of("stdout", "", "stderr", "") : "Exit code 1";
        return command(number, at(number), "Bash", Map.of("command", line), result, success);
    }

    /** A command line in that directory, with what became of it. */
    static CommandLogged in(Path directory, long number, String line, Object result, boolean success) {
        var where = Map.<String, Object>of("cwd", directory.toString());
        return command(number, at(number), "Bash", Map.of("command", line), result, success, where);
    }

    /** A command line that succeeded and printed that. */
    public static CommandLogged printing(long number, String line, String stdout) {
        return command(
                number, at(number), "Bash", Map.of("command", line), Map.of("stdout", stdout, "stderr", ""), true);
    }

    /** A command line of Codex, which says nothing of how it ended. */
    static CommandLogged ofCodex(long number, String line, String printed) {
        return command(number, at(number), "Bash", Map.of("command", line), printed, true, Map.of("client", "codex"));
    }

    /** A command line that the user interrupted. */
    public static CommandLogged brokenOff(long number, String line) {
        var interrupted = Map.<String, Object>of("interrupted", true);
        return command(number, at(number), "Bash", Map.of("command", line), "Interrupted", false, interrupted);
    }

    /** A command line that somebody did not allow. */
    public static CommandLogged denied(long number, String line) {
        return command(number, at(number), "Bash", Map.of("command", line), "Denied", false, Map.of("denied", true));
    }

    public static CommandLogged write(long number, String path, String type) {
        return command(number, at(number), "Write", Map.of("file_path", path), Map.of("type", type), true);
    }

    public static CommandLogged edit(long number, String path) {
        return command(number, at(number), "Edit", Map.of("file_path", path), Map.of("file_path", path), true);
    }

    public static EventAppended event(long sequence, String type, Map<String, Object> data) {
        return event(sequence, at(sequence), type, data);
    }

    public static EventAppended event(long sequence, Instant timestamp, String type, Map<String, Object> data) {
        var id = id(1_000_000 + sequence);
        return new EventAppended(id, ID, "shop", 1, type, sequence, data, Map.of(), null, id, 0, null, timestamp);
    }

    /**
     * What the git hook says of branch {@code main} on the laptop, but for {@code otherwise}.
     *
     * @param modified paths with changes
     */
    public static EventAppended git(long sequence, Map<String, ?> otherwise, String... modified) {
        return git(sequence, at(sequence), otherwise, modified);
    }

    public static EventAppended git(long sequence, Instant at, Map<String, ?> otherwise, String... modified) {
        var changes = Stream.of(modified)
                .map(path -> Map.of("path", path, "status", ".M"))
                .toList();
        var data = new HashMap<String, Object>(
                Map.of("branch", "main", "head", "aaaaaaa1", "machine", "laptop", "directory", "/home/dev/shop"));
        data.putAll(Map.of("changed_count", changes.size(), "changes", changes));
        data.putAll(otherwise);
        return event(sequence, at, "git_observed", data);
    }

    /** What all of these tell. */
    static WorkState state(Evidence... readings) {
        return Stream.of(readings).reduce(Evidence.NONE, Evidence::join).workState(ID, at(1_000));
    }

    public static HeartbeatAccepted heartbeat(Instant at) {
        return new HeartbeatAccepted(ID, "shop", 1, at, 42, "statusline", "epic-003");
    }

    /** A change of the row by what the instance says of itself. */
    public static InstanceChanged reporting(
            long revision, Instant at, @Nullable Integer percent, @Nullable String epic) {
        var row = instance(InstanceStatus.ACTIVE, null, percent, epic);
        return changed(row, revision, at);
    }

    public static Instance instance(InstanceStatus status, @Nullable String closedReason) {
        return instance(status, closedReason, null, null);
    }

    private static Instance instance(
            InstanceStatus status, @Nullable String closedReason, @Nullable Integer percent, @Nullable String epic) {
        return new Instance(
                ID,
                "shop",
                InstanceType.PS,
                "laptop",
                status,
                percent,
                percent == null ? null : "statusline",
                epic,
                "claude-code",
                SESSION,
                "/home/dev/shop",
                null,
                null,
                null,
                START,
                START,
                1,
                null,
                closedReason,
                null,
                null);
    }

    public static InstanceChanged changed(Instance instance, long revision, Instant changedAt) {
        return new InstanceChanged(instance, revision, InstanceChanged.Change.UPDATED, changedAt, Map.of());
    }

    public static CheckpointCreated checkpoint(long number, Instant createdAt) {
        return new CheckpointCreated(
                id(2_000_000 + number), ID, "shop", "manual", "request", number, number, null, Map.of(), 2, createdAt);
    }
}

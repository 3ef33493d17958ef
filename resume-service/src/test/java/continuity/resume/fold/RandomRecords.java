package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.InstanceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records of every kind with few different names, so that they meet; the same seed makes the same records. */
final class RandomRecords {

    private static final List<String> PATHS =
            List.of("/home/dev/shop/a.js", "/home/dev/shop/b.js", "/home/dev/shop/lib/c.js", "/home/dev/shop/.env");
    private static final List<String> LINES = List.of(
            "npm test 2>&1 | tail -40; exit ${PIPESTATUS[0]}",
            "npm test",
            "git add -A && git commit -q -m 'x'",
            "rm a.js b.js",
            "git mv a.js lib/c.js",
            "git push",
            "git commit -am 'y' && git reset --soft HEAD~1",
            "git stash",
            "git stash pop",
            "git checkout -- a.js; git restore --staged b.js",
            "rm -rf lib",
            "curl http://127.0.0.1:9");

    private final Random random;
    private long sequence;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    List<Evidence> readings(int count) {
        var readings = new ArrayList<Evidence>();
        for (int i = 0; i < count; i++) {
            readings.add(reading(i));
        }
        return readings;
    }

    private Evidence reading(int number) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> Evidence.of(Records.bash(number, pick(LINES), random.nextBoolean()));
            case 2 -> Evidence.of(Records.write(number, path(), random.nextBoolean() ? "create" : "update"));
            case 3 -> Evidence.of(Records.edit(number, path()));
            case 4 -> Evidence.of(task(number));
            case 5 -> Evidence.of(Records.heartbeat(Records.at(second())));
            case 6 ->
                Evidence.of(
                        random.nextBoolean()
                                ? Records.reporting(
                                        random.nextInt(20), Records.at(second()), random.nextInt(100), epic())
                                : Records.changed(
                                        Records.instance(
                                                pick(List.of(InstanceStatus.values())),
                                                random.nextBoolean() ? "other" : null),
                                        random.nextInt(20),
                                        Records.at(second())));
            case 7 -> Evidence.of(Records.checkpoint(number, Records.at(second())));
            default -> Evidence.of(event());
        };
    }

    private CommandLogged task(int number) {
        var id = String.valueOf(random.nextInt(5));
        return random.nextBoolean()
                ? Records.command(
                        number,
                        Records.at(second()),
                        "TaskCreate",
                        Map.of("subject", "do " + id),
                        Map.of("task", Map.of("id", id, "subject", "do " + id)),
                        true)
                : Records.command(
                        number,
                        Records.at(second()),
                        "TaskUpdate",
                        Map.of("taskId", id, "status", pick(List.of("pending", "in_progress", "completed"))),
                        Map.of("success", true),
                        true);
    }

    private EventAppended event() {
        sequence += 1 + (random.nextInt(20) == 0 ? random.nextInt(3) : 0);
        var agent = "a" + random.nextInt(4);
        var call = Records.id(random.nextInt(60)).toString();
        return switch (random.nextInt(12)) {
            case 0 ->
                event("user_message", Map.of("text", pick(List.of("yes", "please do it like ")) + random.nextInt(9)));
            case 1 -> event("turn_ended", Map.of("outcome", "completed", "last_message", "done " + random.nextInt(9)));
            case 2 -> event("tool_use", Map.of("tool_name", "Bash", "command_id", call, "target", pick(LINES)));
            case 3 -> event("tool_result", Map.of("tool_name", "Bash", "success", true, "command_id", call));
            case 4 -> event("commit_created", Map.of("commit_hash", "abc" + random.nextInt(40), "message", "m"));
            case 5 ->
                event(
                        "test_failed",
                        Map.of("test_type", "node", "failed_count", random.nextInt(3), "duration_seconds", 1));
            case 6 -> event("spawn_decision", Map.of("subagent_type", "Explore", "agent_id", agent));
            case 7 -> event("subagent_stopped", Map.of("agent_id", agent));
            case 8 -> event("input_requested", Map.of("reason", "idle_prompt"));
            case 9 -> event("git_observed", git());
            case 10 ->
                event(
                        "snippet_saved",
                        Map.of(
                                "title",
                                "t" + random.nextInt(30),
                                "snippet_type",
                                pick(List.of("decision", "code")),
                                "snippet_id",
                                call));
            default ->
                event(
                        "epic_started",
                        Map.of("epic_id", "00" + random.nextInt(3), "feature_name", "f", "spawned_by", "x"));
        };
    }

    private Map<String, Object> git() {
        if (random.nextInt(10) == 0) {
            return Map.of("repository", false, "changed_count", 0, "machine", "laptop", "directory", "/home/dev/shop");
        }
        var status = pick(List.of("??", ".M", ".D", "R.", "UU"));
        var change = new HashMap<String, Object>(Map.of("path", path(), "status", status));
        if (status.equals("R.")) {
            change.put("from", path());
        }
        var commit = Map.of("hash", "abc%037d".formatted(random.nextInt(40)), "message", "m");
        var data = new HashMap<String, Object>(Map.of(
                "branch", pick(List.of("main", "epic-003")),
                "ahead", random.nextInt(3),
                "changed_count", random.nextInt(4),
                "changes", random.nextBoolean() ? List.of(change) : List.of(),
                "commits", List.of(commit),
                "machine", pick(List.of("laptop", "desktop")),
                "directory", "/home/dev/" + pick(List.of("shop", "shop-wt", "shop/web")),
                "stashed", random.nextInt(2)));
        data.put("hook", pick(List.of("SessionStart", "Stop")));
        data.put("unpushed", random.nextInt(3));
        if (random.nextInt(5) > 0) {
            data.put("head", "aaaaaaa" + random.nextInt(4));
        }
        return data;
    }

    private EventAppended event(String type, Map<String, Object> data) {
        return Records.event(sequence, Records.at(second()), type, data);
    }

    private String path() {
        return random.nextInt(3) == 0 ? "/home/dev/shop/f" + random.nextInt(900) : pick(PATHS);
    }

    private String epic() {
        return random.nextInt(3) == 0 ? "" : "epic-00" + random.nextInt(3);
    }

    /** Instants repeat, so that ids must decide. */
    private long second() {
        return random.nextInt(400);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

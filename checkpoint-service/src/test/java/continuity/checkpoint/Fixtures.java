package continuity.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.kit.json.JsonConvention;
import continuity.sanitizer.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/** What several tests of this package start from. */
final class Fixtures {

    /** As the applications have it. */
    static final ObjectMapper JSON = json();

    /** A work state with something in every part that recovery instructions show. */
    static final String WORK_STATE = """
            {"schema_version": 1, "instance_id": "odin-PS-8f4a2b",
             "current_epic": {"epic_id": "003", "name": "login", "status": "implementation", "source": "event 2"},
             "goal": {"first_prompt": null,
                      "latest_prompt": {"text": "make the login work", "at": "2026-03-01T10:00:00Z", "source": "event 3"}},
             "files": [{"path": "src/a.js", "status": "modified", "edits": 2,
                        "last_modified": "2026-03-01T10:01:00Z", "source": "event 4"}],
             "files_omitted": 0,
             "git": {"branch": "feature/login", "observed": false, "uncommitted": ["src/a.js"],
                     "recent_commits": [{"hash": "4f2c9aa", "message": "begin", "at": "2026-03-01T10:02:00Z",
                                         "source": "event 5"}]},
             "tests": {"type": "node", "command": "node --test", "passed": 41, "failed": 1, "failing": ["redirects"],
                       "at": "2026-03-01T10:03:00Z", "source": "event 6"},
             "last_commands": [{"command_id": "c1", "action": "bash", "tool": "Bash", "target": "node --test",
                                "success": false, "error": "1 failed", "at": "2026-03-01T10:03:00Z"}],
             "todos": [{"id": "1", "text": "redirect after login", "status": "in_progress", "source": "event 7"}],
             "open_errors": [], "environment": {"project": "odin", "host_machine": "odin3"},
             "context": {"percent": 42, "source": "statusline"},
             "important_context": [], "last_event_sequence": 41, "open_turn": true,
             "newest_evidence_at": "2026-03-01T10:03:00Z", "snapshot_at": "2026-03-01T10:04:00Z"}""";

    private static final Random RANDOM = new Random();

    private Fixtures() {}

    static StateReader stateReader() {
        return new StateReader(JSON, Sanitizer.withKey("a key for tests".getBytes(StandardCharsets.UTF_8)));
    }

    /** The id of an instance that no other test uses. The registry's stand-in knows every id of this shape. */
    static String freshInstance(String project) {
        return project + "-PS-" + HexFormat.of().toHexDigits(RANDOM.nextInt(), 5) + "a";
    }

    private static ObjectMapper json() {
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        new JsonConvention().customize(json);
        return json;
    }
}

package continuity.cli.doctor;

import continuity.cli.local.Part;
import continuity.cli.status.Hooks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of the agents' hooks since mission-control was started. */
final class HookChecks {

    private static final long MANY = 1000;
    private static final String LOGS = "./continuity logs mission-control says why.";

    private HookChecks() {}

    static List<Finding> hooks(Surroundings surroundings) throws InterruptedException {
        var missionControl = surroundings.running(Part.MISSION_CONTROL);
        if (missionControl.isEmpty()) {
            return List.of();
        }
        try {
            return judge(Hooks.read(surroundings.data(), missionControl.get().port()));
        } catch (IOException e) {
            return List.of(Finding.fail("hooks", "mission-control does not tell its figures: " + e.getMessage(), LOGS));
        }
    }

    static List<Finding> judge(Hooks hooks) {
        var findings = new ArrayList<Finding>();
        if (hooks.dropped() > 0) {
            findings.add(Finding.warn(
                    "hooks",
                    "%d could not be kept".formatted(hooks.dropped()),
                    "The disk or the journal was full, or could not be written. " + LOGS));
        }
        if (hooks.unreadable() > 0) {
            findings.add(Finding.warn(
                    "hooks",
                    "%d posts were no hooks".formatted(hooks.unreadable()),
                    "Compare the agent's settings with docs/connect-claude-code.md."));
        }
        if (hooks.damaged() > 0) {
            findings.add(Finding.fail(
                    "hooks",
                    "%d kept ones cannot be read any more".formatted(hooks.damaged()),
                    "Check the disk. " + LOGS));
        }
        if (hooks.refused() > 0) {
            findings.add(Finding.warn("hooks", "%d records of them were refused".formatted(hooks.refused()), LOGS));
        }
        if (hooks.waiting() > MANY) {
            findings.add(Finding.warn(
                    "hooks",
                    "%d wait in the journal".formatted(hooks.waiting()),
                    "They are delivered as soon as the services take them; ./continuity status"));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok("hooks", "%d kept, %d wait, none lost".formatted(hooks.captured(), hooks.waiting())));
        }
        if (hooks.superseded() > 0) {
            findings.add(Finding.ok(
                    "hooks",
                    "%d signs of life were answered 409, as others go on with the work of their sessions"
                            .formatted(hooks.superseded())));
        }
        return findings;
    }
}

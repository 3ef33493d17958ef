package continuity.resume.packet;

import continuity.contracts.Instance;
import continuity.resume.fold.Location;
import java.time.Instant;

/** Which run it was, where, how it ended, and how sure that is. */
final class RunSection {

    private static final int SHORT = 160;

    private final PastRun run;
    private final Instant now;
    private final Page page;

    private RunSection(PastRun run, Instant now, Page page) {
        this.run = run;
        this.now = now;
        this.page = page;
    }

    static void write(PastRun run, Instant now, Page page) {
        var section = new RunSection(run, now, page);
        section.session();
        section.confidence(Confidence.of(run, now));
    }

    private void session() {
        var instance = run.instance();
        var machine = instance.hostMachine();
        var directory = instance.workingDirectory();
        page.line("- Session: project %s, on machine %s, in %s, client %s [registry]"
                .formatted(
                        StoredText.name(instance.project(), SHORT),
                        machine == null ? "unknown" : StoredText.name(machine, SHORT),
                        directory == null ? "an unknown directory" : StoredText.quote(directory, SHORT),
                        instance.client() == null ? "unknown" : StoredText.name(instance.client(), SHORT)));
        filesElsewhere(new Location(machine, directory));
        var reason = instance.closedReason();
        page.line("- Status: %s%s; last sign of life %s ago (%s) [registry]"
                .formatted(
                        instance.supersededBy() != null
                                ? "taken over by " + instance.supersededBy()
                                : run.wasOnlyTakenOver() ? "taken over" : instance.status(),
                        reason == null || run.wasOnlyTakenOver() ? "" : ", reason " + StoredText.quote(reason, SHORT),
                        Ages.between(run.lastSign(), now),
                        Ages.at(run.lastSign())));
        end(instance);
    }

    private void end(Instance instance) {
        if (run.mayStillRun()) {
            page.line(
                    "- Warning: nothing says that this run has ended. Its agent *may still be at work* in the same files;"
                            + " ask the user whether it has stopped [registry].");
        } else if (Instance.COMMAND_LINE.equals(instance.client())) {
            page.line("- Somebody took this work over *in a terminal*, where no agent runs [registry].");
        } else if (run.finished() && PastRun.UNEXPLAINED_END.equals(instance.closedReason())) {
            page.line(
                    "- This run is *finished*, as far as is known: it ended between two prompts, and its client did not say"
                            + " why. Ask the user what to go on with [registry].");
        } else if (run.finished()) {
            page.line("- This run is *finished*: it ended on purpose and was not interrupted. Nothing may be left to"
                    + " do; ask the user what to go on with [registry].");
        } else {
            page.line("- This run was *interrupted*%s [registry, %s]."
                    .formatted(
                            run.work().openTurn()
                                    ? " while it worked on a prompt"
                                    : instance.resumedFrom() == null ? ", between two prompts" : "",
                            run.upTo()));
        }
    }

    /** Whoever resumed in another place and changed nothing there left the files where they were. */
    private void filesElsewhere(Location own) {
        var there = run.work().environment();
        if (own.isElsewhere(new Location(there.hostMachine(), there.workingDirectory()))) {
            page.line(
                    "- The files of its work are on machine %s, in %s: where it ran itself it changed none [registry]."
                            .formatted(
                                    StoredText.name(String.valueOf(there.hostMachine()), SHORT),
                                    StoredText.quote(String.valueOf(there.workingDirectory()), SHORT)));
        }
    }

    private void confidence(Confidence confidence) {
        var deductions = confidence.deductions().stream()
                .map(deduction -> "−%d %s".formatted(deduction.points(), deduction.reason()))
                .toList();
        page.line("- Confidence: %d of 100 (%s): %s"
                .formatted(confidence.score(), confidence.level(), String.join("; ", deductions)));
        if (confidence.warning() != null) {
            page.line("- Warning: " + confidence.warning() + ".");
        }
    }
}

package continuity.resume.packet;

import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of the summary and the record that it rests on. */
public record Citation(
        String statement, String source, @Nullable Instant at) {

    private static final int LENGTH = 160;
    private static final int HASH_LENGTH = 12;

    /** The main statements, in the order of the summary. */
    public static List<Citation> of(PastRun run) {
        var work = run.work();
        var citations = new ArrayList<Citation>();
        said("first prompt ", work.goal().firstPrompt(), citations);
        said("latest prompt ", work.goal().latestPrompt(), citations);
        if (work.tests() != null) {
            var tests = work.tests();
            var statement = "tests: %d passed, %d failed".formatted(tests.passed(), tests.failed());
            citations.add(new Citation(statement, tests.source(), tests.at()));
        }
        work.git().recentCommits().stream()
                .limit(1)
                .map(commit -> new Citation(
                        "last commit " + StoredText.name(shortHash(commit.hash()), LENGTH) + " "
                                + StoredText.quote(commit.message(), LENGTH),
                        commit.source(),
                        commit.at()))
                .forEach(citations::add);
        if (work.runningTool() != null) {
            var tool = work.runningTool();
            citations.add(new Citation(
                    "still running: " + run.call(tool.tool(), tool.target(), LENGTH), tool.source(), tool.since()));
        }
        for (var error : work.openErrors()) {
            citations.add(new Citation(
                    "open error: " + run.call(error.tool(), error.target(), LENGTH), error.source(), error.at()));
        }
        for (var file : work.files()) {
            var statement = StoredText.name(file.status(), LENGTH) + " "
                    + StoredText.name(run.relative(file.path()), LENGTH) + run.mark(file.path());
            citations.add(new Citation(statement, file.source(), file.lastModified()));
        }
        if (work.currentEpic() != null) {
            var epic = work.currentEpic();
            citations.add(new Citation(
                    "epic " + StoredText.name(epic.epicId(), LENGTH) + ": " + StoredText.name(epic.status(), LENGTH),
                    epic.source(),
                    null));
        }
        return citations;
    }

    /** As much of a hash as people need. */
    static String shortHash(String hash) {
        return hash.length() <= HASH_LENGTH ? hash : hash.substring(0, HASH_LENGTH);
    }

    private static void said(String what, WorkState.@Nullable Said prompt, List<Citation> citations) {
        if (prompt != null) {
            citations.add(new Citation(what + StoredText.quote(prompt.text(), LENGTH), prompt.source(), prompt.at()));
        }
    }
}

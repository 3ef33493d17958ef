package continuity.resume.packet;

import continuity.contracts.WorkState;
import continuity.resume.fold.OtherBranch;

/** Where the work stood: its tests, its commits, its files. */
final class PlaceSection {

    private static final int LONG = 400;
    private static final int SHORT = 160;
    private static final int MAX_COMMITS = 3;
    private static final int MAX_BRANCHES = 3;
    private static final int MAX_FILES = 25;
    private static final int MAX_FAILING = 8;

    private final PastRun run;
    private final WorkState work;
    private final Page page;

    private PlaceSection(PastRun run, Page page) {
        this.run = run;
        this.work = run.work();
        this.page = page;
    }

    static void write(PastRun run, Page page) {
        var section = new PlaceSection(run, page);
        section.where();
        section.files();
    }

    private void where() {
        page.heading("Where it stood");
        tests();
        for (var commit : work.git().recentCommits().stream().limit(MAX_COMMITS).toList()) {
            page.line("- Commit %s %s, %s %s"
                    .formatted(
                            StoredText.name(Citation.shortHash(commit.hash()), SHORT),
                            StoredText.quote(commit.message(), SHORT),
                            Ages.at(commit.at()),
                            StoredText.cite(commit.source())));
        }
        branch(work.git());
        run.otherBranches().stream().limit(MAX_BRANCHES).forEach(this::otherBranch);
        var running = work.runningTool();
        if (running != null) {
            page.line("- %s: %s since %s %s"
                    .formatted(
                            work.awaitedInput() == null
                                    ? "Still running when it ended"
                                    : "Begun, and perhaps not yet allowed by the user",
                            run.call(running.tool(), running.target(), LONG),
                            Ages.at(running.since()),
                            StoredText.cite(running.source())));
        }
        var percent = work.context().percent();
        if (percent != null) {
            page.line("- Its context window was %d %% full [registry]".formatted(percent));
        }
    }

    private void branch(WorkState.Git git) {
        var branch = git.branch() == null ? null : StoredText.quote(git.branch(), SHORT);
        var observed = git.observedAt();
        if (observed == null) {
            if (branch != null) {
                page.line("- Branch: " + branch + " " + StoredText.cite(git.source()));
            }
            return;
        }
        if (git.showsNoRepository()) {
            page.line("- No git repository, as git said at %s %s"
                    .formatted(Ages.at(observed), StoredText.cite(git.source())));
            return;
        }
        page.line("- Branch: %s%s; git was last asked at %s %s"
                .formatted(
                        branch == null ? "none, a commit is checked out" : branch,
                        upstream(git),
                        Ages.at(observed),
                        StoredText.cite(git.source())));
    }

    private void otherBranch(OtherBranch branch) {
        var newest = branch.newest();
        page.line("- Another branch of this work: %s%s"
                .formatted(
                        StoredText.quote(branch.name(), SHORT),
                        newest == null
                                ? " [inferred from commands]"
                                : ", at commit %s %s %s"
                                        .formatted(
                                                StoredText.name(Citation.shortHash(newest.hash()), SHORT),
                                                StoredText.quote(newest.message(), SHORT),
                                                StoredText.cite(newest.source()))));
    }

    private static String upstream(WorkState.Git git) {
        if (git.upstream() == null || git.ahead() == null || git.behind() == null) {
            return "";
        }
        return ", %d ahead of and %d behind %s"
                .formatted(git.ahead(), git.behind(), StoredText.quote(git.upstream(), SHORT));
    }

    private void tests() {
        var tests = work.tests();
        if (tests == null) {
            page.line("- Tests: no run was recorded [%s]".formatted(run.upTo()));
            return;
        }
        page.line("- Tests: %d passed, %d failed%s (%s%s), %s %s"
                .formatted(
                        tests.passed(),
                        tests.failed(),
                        tests.coverage() == null ? "" : ", coverage %.0f %%".formatted(tests.coverage()),
                        StoredText.name(tests.type(), SHORT),
                        tests.command() == null ? "" : ", " + StoredText.quote(tests.command(), SHORT),
                        Ages.at(tests.at())
                                + run.passedSince()
                                        .map(at -> ", and without figures they passed since, at " + Ages.at(at))
                                        .orElse("")
                                + (run.editedSinceTests() ? ", before the last edit" : ""),
                        StoredText.cite(tests.source())));
        tests.failing().stream()
                .limit(MAX_FAILING)
                .forEach(name -> page.line("  - failing: " + StoredText.quote(name, SHORT)));
        run.errorOfTests()
                .ifPresent(error -> page.line("- The tests said: %s %s"
                        .formatted(StoredText.quote(error.message(), LONG), StoredText.cite(error.source()))));
    }

    private void files() {
        if (work.files().isEmpty()) {
            return;
        }
        page.heading("Files touched, newest first");
        var told = 0;
        for (var file : work.files().stream().limit(MAX_FILES).toList()) {
            var fits = page.line("- %s%s: %s%s %s"
                    .formatted(
                            StoredText.name(run.relative(file.path()), SHORT),
                            run.mark(file.path()),
                            StoredText.name(file.status(), SHORT),
                            uncommitted(file.path()),
                            StoredText.cite(file.source())));
            told += fits ? 1 : 0;
        }
        var more = work.files().size() - told + work.filesOmitted();
        if (more > 0) {
            page.line("- and %d more".formatted(more));
        }
    }

    private String uncommitted(String path) {
        if (!work.git().uncommitted().contains(path)) {
            return work.git().uncommittedOmitted() == 0 ? "" : ", perhaps with uncommitted changes";
        }
        if (run.changedBefore(path)) {
            return ", and was so before the work began";
        }
        if (!Validity.of(run).sameFiles()) {
            return ", had uncommitted changes";
        }
        return work.git().observed() && !run.gitIsOutdated() ? ", with uncommitted changes" : ", no commit seen since";
    }
}

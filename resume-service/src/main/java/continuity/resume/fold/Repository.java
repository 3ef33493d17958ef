package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files and the commits.
 *
 * @param touches what tools did to files
 * @param committing commands that committed: comparable with touches, as the events derived from them are later
 * @param commits message by hash
 */
public record Repository(
        NewestFew<Touch> touches, Newest<String> committing, NewestByKey<String> commits, Newest<String> branch)
        implements Part<Repository> {

    static final int MAX_TOUCHES = 500;
    static final int MAX_COMMITS = 20;

    static final Repository NONE =
            new Repository(NewestFew.none(MAX_TOUCHES), Newest.none(), NewestByKey.none(MAX_COMMITS), Newest.none());

    static Repository of(CommandLogged command) {
        var touched = TouchReader.touches(command);
        var touches = new ArrayList<Seen<Touch>>();
        for (int i = 0; i < touched.size(); i++) {
            touches.add(Seen.in(command, i, touched.get(i)));
        }
        return new Repository(
                new NewestFew<>(MAX_TOUCHES, touches),
                new Newest<>(commits(command) ? Seen.in(command, "commit") : null),
                NONE.commits,
                NONE.branch);
    }

    static Repository of(EventAppended event) {
        var data = new Fields(event.eventData());
        var branch = data.excerpt(Excerpt.PATH, "branch");
        var newest = new Newest<>(branch == null ? null : Seen.in(event, branch));
        return switch (event.eventType()) {
            case "commit_created" -> new Repository(NONE.touches, NONE.committing, commit(event, data), newest);
            case "pr_created" -> new Repository(NONE.touches, NONE.committing, NONE.commits, newest);
            default -> NONE;
        };
    }

    private static NewestByKey<String> commit(EventAppended event, Fields data) {
        var message = data.text("message");
        var firstLine = Excerpt.of(message == null ? "" : message.strip().split("\n", 2)[0], Excerpt.NOTE);
        return NewestByKey.of(MAX_COMMITS, data.word("commit_hash"), Seen.in(event, firstLine));
    }

    private static boolean commits(CommandLogged command) {
        var line = new Fields(command.parameters()).text("command");
        return Boolean.TRUE.equals(command.success())
                && line != null
                && line.contains("commit")
                && ShellLine.parse(line).steps().stream().anyMatch(Repository::commits);
    }

    private static boolean commits(ShellLine.Step step) {
        var options = 1;
        while (step.word(options).startsWith("-")) {
            options += step.word(options).equalsIgnoreCase("-c") ? 2 : 1;
        }
        return step.name().equals("git")
                && step.word(options).equals("commit")
                && !step.words().contains("--dry-run");
    }

    @Override
    public Repository join(Repository other) {
        return new Repository(
                touches.join(other.touches),
                committing.join(other.committing),
                commits.join(other.commits),
                branch.join(other.branch));
    }

    @Override
    public Repository inheritedFrom(String instanceId) {
        return new Repository(
                touches.inheritedFrom(instanceId),
                committing.inheritedFrom(instanceId),
                commits.inheritedFrom(instanceId),
                branch.inheritedFrom(instanceId));
    }

    /** Every file that was touched, newest first. */
    List<WorkState.TouchedFile> files() {
        var byPath = new LinkedHashMap<String, List<Seen<Touch>>>();
        for (var touch : touches.items()) {
            if (touch.value().kind() != Kind.TREE_DELETED) {
                byPath.computeIfAbsent(touch.value().path(), path -> new ArrayList<>())
                        .add(touch);
            }
        }
        return byPath.entrySet().stream().map(this::file).toList();
    }

    private WorkState.TouchedFile file(Map.Entry<String, List<Seen<Touch>>> entry) {
        var newest = entry.getValue().getFirst();
        var created = entry.getValue().stream().anyMatch(touch -> touch.value().kind() == Kind.CREATED);
        var deleted = newest.value().kind() == Kind.DELETED || isInDeletedTree(newest);
        var status = deleted ? "deleted" : created ? "created" : "modified";
        return new WorkState.TouchedFile(
                entry.getKey(), status, entry.getValue().size(), newest.at(), newest.source());
    }

    private boolean isInDeletedTree(Seen<Touch> file) {
        return touches.items().stream()
                .takeWhile(touch -> touch.stamp().after(file.stamp()))
                .anyMatch(touch -> touch.value().kind() == Kind.TREE_DELETED
                        && FilePath.isWithin(file.value().path(), touch.value().path()));
    }

    WorkState.Git git(List<WorkState.TouchedFile> files) {
        var recent = commits.stream()
                .map(commit -> new WorkState.Commit(
                        commit.getKey(),
                        commit.getValue().value(),
                        commit.getValue().at(),
                        commit.getValue().source()))
                .toList();
        var committed = lastCommitAt();
        var uncommitted = files.stream()
                .filter(file -> committed == null || file.lastModified().isAfter(committed))
                .map(WorkState.TouchedFile::path)
                .toList();
        return new WorkState.Git(branch.value(), recent, uncommitted, false);
    }

    private @Nullable Instant lastCommitAt() {
        if (committing.seen() != null) {
            return committing.seen().at();
        }
        return commits.values().isEmpty() ? null : commits.values().getFirst().at();
    }
}

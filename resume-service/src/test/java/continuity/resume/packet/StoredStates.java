package continuity.resume.packet;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.contracts.WorkState;
import continuity.resume.fold.Observation;
import continuity.resume.fold.OtherBranch;
import continuity.resume.fold.Seen;
import continuity.resume.fold.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Past runs in which every stored field is filled, with the same text wherever it may be anything. */
public final class StoredStates {

    static final Instant AT = Instant.parse("2026-11-20T09:00:00Z");
    public static final Instant NOW = AT.plusSeconds(9_000);
    static final String ID = "shop-PS-8f4a2b";

    private StoredStates() {}

    /** @param source that each statement names */
    public static PastRun filledWith(String text, String source, int each) {
        return new PastRun(
                instance(text),
                AT,
                source,
                work(text, source, each),
                new Basis(Basis.Kind.RECORDS, 0, Lag.of(0L, 0L, 0), List.of()),
                false,
                new Destination(
                        "server of " + text, "/srv/" + text, null, new Seen<>(new Stamp(AT, ID), source, said(text))),
                times(each, new OtherWork("shop-PS-00beef", text, text, text, times(4, text), AT, source)),
                times(each, new OtherBranch(text, AT, new WorkState.Commit(text, text, AT, source))),
                null);
    }

    private static <T> List<T> times(int count, T element) {
        return IntStream.range(0, count).mapToObj(i -> element).toList();
    }

    private static Instance instance(String text) {
        return new Instance(
                ID,
                "shop",
                InstanceType.PS,
                text,
                InstanceStatus.STALE,
                42,
                "statusline",
                text,
                text,
                "session",
                text,
                null,
                null,
                null,
                AT,
                AT,
                1,
                null,
                text,
                null,
                null);
    }

    private static WorkState work(String text, String source, int each) {
        var said = new WorkState.Said(text, AT, source);
        var note = times(each, new WorkState.Note(text, AT, source));
        return new WorkState(
                WorkState.SCHEMA_VERSION,
                ID,
                new WorkState.Epic(text, text, text, AT, source),
                new WorkState.Goal(said, new WorkState.Said(text, AT, source + "1"), times(each, said), said),
                times(each, new WorkState.TouchedFile(text, text, 1, AT, source)),
                3,
                git(text, source, each),
                new WorkState.TestRun(text, text, 1, 1, times(each, text), 41.5, AT, source),
                times(each, new WorkState.RecentCommand(text, text, text, text, false, text, false, AT)),
                new WorkState.RunningTool(text, text, AT, source),
                times(each, new WorkState.Todo(text, text, text, source)),
                times(each, new WorkState.Subagent(text, text, true, AT, source)),
                note,
                note,
                note,
                times(each, new WorkState.OpenError(text, text, text, AT, source)),
                new WorkState.Environment(text, text, text, text, text),
                new WorkState.ContextWindow(42, text, 200_000L),
                note,
                note,
                41,
                true,
                new WorkState.AwaitedInput(text, AT, source),
                AT,
                NOW);
    }

    private static Observation said(String text, Observation.Commit... commits) {
        var changed = new Observation.Change(text + "2", ".M", null);
        return new Observation(
                text, text, text + "3", text, text, 1, 1, 4, List.of(changed), 0, List.of(commits), 1, false);
    }

    private static WorkState.Git git(String text, String source, int each) {
        return new WorkState.Git(
                text,
                times(each, new WorkState.Commit(text, text, AT, source)),
                times(each, text),
                true,
                text,
                text,
                2,
                1,
                times(each, text),
                times(each, text),
                times(each, text),
                times(each, text),
                7,
                AT,
                text,
                source,
                times(each, new WorkState.LeftBehind(text, text, text, times(4, text), 2, 3, 1, AT, source)),
                1,
                3,
                new WorkState.AtStart(times(each, text + "4"), 0));
    }
}

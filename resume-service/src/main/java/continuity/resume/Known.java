package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.WorkState;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Seen;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.PastRun;
import continuity.resume.packet.PathMap;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known of an instance, together with those whose work it continues.
 *
 * @param own of that instance alone
 * @param ancestors the instances that it inherited from, nearest first
 * @param whole all of that together
 * @param place of the files: where the last run was that changed any
 */
record Known(Context own, List<Context> ancestors, Context whole, WorkState.Environment place) {

    static Known of(Context own, List<Context> ancestors) {
        var runs = Stream.concat(Stream.of(own), ancestors.stream()).toList();
        var last = IntStream.range(0, runs.size())
                .filter(i -> runs.get(i).evidence().repository().isChanged())
                .findFirst()
                .orElse(0);
        var place = environment(runs.get(last));
        var whole = IntStream.range(0, runs.size())
                .mapToObj(i -> isElsewhere(runs.get(i), place) ? seenFromAfar(runs, i, last) : runs.get(i))
                .reduce(Context::inheriting)
                .orElseThrow();
        return new Known(own, ancestors, whole, place);
    }

    /** Git's words of another place tell nothing of the one where the files are. */
    private static Context seenFromAfar(List<Context> runs, int i, int last) {
        var run = runs.get(i);
        var repository = run.evidence().repository();
        if (i < last) {
            return run.with(repository.ofOnlooker());
        }
        var isAskedThere = runs.get(last).evidence().repository().observed().seen() != null;
        return isAskedThere ? run : run.with(repository.leftBehind());
    }

    private static boolean isElsewhere(Context run, WorkState.Environment place) {
        var own = environment(run);
        var machine = own.hostMachine();
        return (machine != null && place.hostMachine() != null && !machine.equals(place.hostMachine()))
                || new PathMap(place.workingDirectory(), own.workingDirectory()).movesAway();
    }

    private static WorkState.Environment environment(Context run) {
        return run.evidence().environment(run.instanceId());
    }

    /** That run as something to go on from. */
    PastRun pastRun(Instance instance, Lag lag, Instant now) {
        var evidence = whole.workToGoOnFrom(instance);
        var newest = evidence.session().work().seen();
        var lastSign = Stream.of(
                        Optional.of(instance.lastHeartbeat()),
                        Optional.ofNullable(own.evidence().session().lastHeartbeat()),
                        Optional.ofNullable(own.evidence().session().work().seen())
                                .map(Seen::at))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new PastRun(
                instance,
                lastSign,
                newest == null ? "registry row" : newest.source(),
                evidence.workState(own.instanceId(), place, now),
                basis(lag),
                Standing.endedOnPurpose(instance, own.evidence()),
                Destination.UNKNOWN,
                List.of());
    }

    /** The state is no firmer than the thinnest of the runs that worked on it, and has the holes of each. */
    private Basis basis(Lag lag) {
        var all = Stream.concat(Stream.of(own), ancestors.stream())
                .map(Context::evidence)
                .toList();
        var kind = all.stream()
                .map(Known::kind)
                .filter(one -> one != Basis.Kind.REGISTRY_ROW)
                .max(Comparator.naturalOrder())
                .orElse(Basis.Kind.REGISTRY_ROW);
        var missing =
                all.stream().mapToLong(one -> one.session().events().missing()).sum();
        return new Basis(kind, missing, lag, whole.condition().repairs());
    }

    /** A checkpoint vouches only for a log without holes. */
    private static Basis.Kind kind(Evidence own) {
        var session = own.session();
        if (session.events().last() > 0) {
            if (!session.events().complete()) {
                return Basis.Kind.RECORDS;
            }
            return own.milestones().checkpoint().seen() == null ? Basis.Kind.COMPLETE_RECORDS : Basis.Kind.CHECKPOINT;
        }
        return session.work().seen() == null ? Basis.Kind.REGISTRY_ROW : Basis.Kind.COMMANDS;
    }
}

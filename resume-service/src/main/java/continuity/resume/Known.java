package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.WorkState;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Location;
import continuity.resume.fold.Repository;
import continuity.resume.fold.Seen;
import continuity.resume.fold.Whereabouts;
import continuity.resume.fold.Whereabouts.Run;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of an instance, together with those whose work it continues.
 *
 * @param own of that instance alone
 * @param ancestors the instances that it inherited from, nearest first
 * @param whole all of that together
 */
record Known(Context own, List<Context> ancestors, Context whole, Whereabouts whereabouts) {

    static Known of(Context own, List<Context> ancestors) {
        var runs = Stream.concat(
                Stream.of(run(own, own.evidence().repository())),
                ancestors.stream()
                        .map(before ->
                                run(before, before.evidence().repository().inheritedFrom(before.instanceId()))));
        var whole = Stream.concat(Stream.of(own), ancestors.stream())
                .reduce(Context::inheriting)
                .orElseThrow();
        return new Known(own, ancestors, whole, new Whereabouts(runs.toList()));
    }

    private static Run run(Context context, Repository repository) {
        var environment = environment(context);
        var location = new Location(environment.hostMachine(), environment.workingDirectory());
        return new Run(location, repository, context.takenOverAt().orElse(null));
    }

    private static WorkState.Environment environment(Context context) {
        return context.evidence().environment(context.instanceId());
    }

    /** Where the files are of what it was doing. */
    WorkState.Environment environment() {
        var last = whereabouts.worked();
        var there = environment(last == 0 ? own : ancestors.get(last - 1));
        var location = whereabouts.location();
        return new WorkState.Environment(
                there.project(),
                location.directory(),
                location.machine(),
                environment(own).agent(),
                there.model());
    }

    /** What it was doing, with what it inherited. */
    WorkState workState(Instant now) {
        return workState(whole.evidence(), now);
    }

    private WorkState workState(Evidence evidence, Instant now) {
        var view = whereabouts.view();
        return evidence.workState(own.instanceId(), environment(), view.files(), view.git(), now);
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
        var work = workState(evidence, now);
        return new PastRun(
                instance,
                lastSign,
                newest == null ? "registry row" : newest.source(),
                work,
                basis(lag),
                Standing.endedOnPurpose(instance, own.evidence()),
                Destination.UNKNOWN,
                List.of(),
                evidence.repository().otherBranches(),
                Optional.ofNullable(work.tests())
                        .flatMap(evidence.toolCalls()::passedSince)
                        .orElse(null));
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

package continuity.resume;

import static continuity.resume.fold.Records.at;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.PastRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Made-up runs for tests, and what git says there. */
final class PastRuns {

    static final Destination LAPTOP = new Destination("laptop", "/home/dev/shop", null, null);

    private PastRuns() {}

    static PastRun run(Stream<Evidence> readings) {
        var row = Evidence.of(Records.changed(Records.instance(InstanceStatus.STALE, null), 1, at(0)));
        var evidence = readings.reduce(row, Evidence::join);
        var context = new Context(Records.ID, "shop", evidence, 1, 1, Condition.SOUND);
        var instance = Objects.requireNonNull(context.instance());
        return Known.of(context, List.of())
                .pastRun(instance, Lag.of(0L, 0L, 0), at(5_000))
                .seenFrom(LAPTOP, List.of());
    }

    static PastRun run(Evidence... readings) {
        return run(Stream.of(readings));
    }

    static Evidence event(long sequence, String type, Map<String, Object> data) {
        return Evidence.of(Records.event(sequence, type, data));
    }

    /** On a branch that {@code origin} has. */
    static Evidence git(long sequence, int ahead, String... changed) {
        var upstream = Map.of("upstream", "origin/main", "ahead", ahead, "behind", 0);
        return Evidence.of(Records.git(sequence, upstream, changed));
    }

    static Evidence checkout(long sequence, String branch, String head, String... changed) {
        return checkoutOn("laptop", sequence, branch, head, changed);
    }

    static Evidence checkoutOn(String machine, long sequence, String branch, String head, String... changed) {
        var checkout = Map.of("machine", machine, "branch", branch, "head", head);
        return Evidence.of(Records.git(sequence, checkout, changed));
    }

    static List<String> reasons(PastRun run) {
        return Confidence.of(run, at(60)).deductions().stream()
                .map(Confidence.Deduction::reason)
                .toList();
    }

    static PastRun ended(PastRun run, String reason, Instant closedAt) {
        var before = run.instance();
        var instance = new Instance(
                before.instanceId(),
                before.project(),
                before.instanceType(),
                before.hostMachine(),
                InstanceStatus.CLOSED,
                before.contextPercent(),
                before.contextSource(),
                before.currentEpic(),
                before.client(),
                before.clientSessionId(),
                before.workingDirectory(),
                before.parentInstanceId(),
                before.resumedFrom(),
                before.supersededBy(),
                before.createdAt(),
                before.lastHeartbeat(),
                before.generation(),
                closedAt,
                reason,
                before.previousInstanceId(),
                before.linkConfidence());
        return with(run, instance, run.basis(), !reason.equals(PastRun.TAKEN_OVER));
    }

    static PastRun with(PastRun run, Lag lag) {
        var basis = run.basis();
        return with(run, new Basis(basis.kind(), basis.missingEvents(), lag, basis.repairs()));
    }

    static PastRun with(PastRun run, Basis basis) {
        return with(run, run.instance(), basis, run.finished());
    }

    static PastRun with(PastRun run, Instance instance, Basis basis, boolean finished) {
        return new PastRun(
                instance,
                run.lastSign(),
                run.newestSource(),
                run.work(),
                basis,
                finished,
                run.destination(),
                run.others(),
                run.otherBranches(),
                run.testsPassedAt());
    }

    static PastRun goingOn(PastRun run, String machine, Evidence said) {
        var git = said.repository().observed().seen();
        return run.seenFrom(new Destination(machine, "/home/dev/shop", null, git), List.of());
    }
}

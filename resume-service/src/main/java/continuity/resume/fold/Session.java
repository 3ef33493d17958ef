package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.EventCatalogue;
import continuity.contracts.Instance;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run itself rather than its work: nothing of it but the time of the newest work passes to a successor.
 *
 * @param context the newest percentage that the host reported
 * @param alive when it last gave a sign of life, with the generation that was known then
 * @param directory where the newest command ran
 * @param work the newest record that tells of work, not of the run's own birth, beat and death
 * @param events sequence numbers of the events seen
 * @param tookOver when it took over the work of another
 */
public record Session(
        RegistryRow row,
        Newest<Context> context,
        Newest<Integer> alive,
        Newest<String> directory,
        Newest<String> work,
        Sequences events,
        Newest<String> tookOver)
        implements Part<Session> {

    static final Session NONE = new Session(
            RegistryRow.NONE,
            Newest.none(),
            Newest.none(),
            Newest.none(),
            Newest.none(),
            Sequences.NONE,
            Newest.none());

    private static final Set<String> NO_WORK =
            Set.of("checkpoint_created", "checkpoint_loaded", "git_observed", "power_action");

    /** The context window as the host reported it. */
    public record Context(int percent, @Nullable String source) {}

    public Session {
        tookOver = Objects.requireNonNullElse(tookOver, Newest.none()); // not in fold versions before 9
    }

    static Session of(Instance instance, long revision, Stamp stamp, String source) {
        var beat = new Stamp(instance.lastHeartbeat(), instance.instanceId());
        return new Session(
                new RegistryRow(revision, instance),
                context(stamp, source, instance.contextPercent(), instance.contextSource()),
                new Newest<>(new Seen<>(beat, source, instance.generation())),
                NONE.directory,
                NONE.work,
                NONE.events,
                NONE.tookOver);
    }

    static Session ofLife(String instanceId, Instant at, int generation) {
        return new Session(
                NONE.row,
                NONE.context,
                new Newest<>(new Seen<>(new Stamp(at, instanceId), "heartbeat at " + at, generation)),
                NONE.directory,
                NONE.work,
                NONE.events,
                NONE.tookOver);
    }

    static Session of(CommandLogged command) {
        var directory = new Fields(command.contextData()).excerpt(Excerpt.PATH, "cwd");
        return new Session(
                NONE.row,
                NONE.context,
                NONE.alive,
                new Newest<>(directory == null ? null : Seen.in(command, directory)),
                new Newest<>(Seen.in(command, "command")),
                NONE.events,
                NONE.tookOver);
    }

    static Session of(EventAppended event) {
        return new Session(
                NONE.row,
                NONE.context,
                NONE.alive,
                NONE.directory,
                new Newest<>(isWork(event.eventType()) ? Seen.in(event, "event") : null),
                Sequences.of(event.sequenceNum()),
                new Newest<>(event.eventType().equals("instance_resumed") ? Seen.in(event, "resume") : null));
    }

    private static boolean isWork(String eventType) {
        var category =
                EventCatalogue.find(eventType).map(type -> type.category()).orElse("");
        return !category.equals("instance") && !eventType.startsWith("instance_") && !NO_WORK.contains(eventType);
    }

    private static Newest<Context> context(
            Stamp stamp, String source, @Nullable Integer percent, @Nullable String reportedBy) {
        return new Newest<>(percent == null ? null : new Seen<>(stamp, source, new Context(percent, reportedBy)));
    }

    @Override
    public Session join(Session other) {
        return new Session(
                row.join(other.row),
                context.join(other.context),
                alive.join(other.alive),
                directory.join(other.directory),
                work.join(other.work),
                events.join(other.events),
                tookOver.join(other.tookOver));
    }

    @Override
    public Session inheritedFrom(String instanceId) {
        return new Session(
                NONE.row,
                NONE.context,
                NONE.alive,
                NONE.directory,
                work.inheritedFrom(instanceId),
                NONE.events,
                NONE.tookOver);
    }

    WorkState.ContextWindow contextWindow() {
        var newest = context.value();
        return newest == null
                ? new WorkState.ContextWindow(null, null, null)
                : new WorkState.ContextWindow(newest.percent(), newest.source(), null);
    }

    /** The last sign of life that any record shows; null when there is none. */
    public @Nullable Instant lastHeartbeat() {
        return alive.seen() == null ? null : alive.seen().at();
    }

    /** Whether a host reported its context window, which only one with a status line does. */
    public boolean reportsContext() {
        var instance = row.instance();
        var newest = context.value();
        return (instance != null && instance.contextSource() != null) || (newest != null && newest.source() != null);
    }

    /** The newest work, else the last sign of life. */
    @Nullable
    Instant newestEvidence() {
        return work.seen() == null ? lastHeartbeat() : work.seen().at();
    }
}

package continuity.resume.fold;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceId;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one instance's work, each statement with the record that it rests on.
 *
 * <p>A record becomes evidence with one of the {@code of} methods, and evidence grows only by {@link #join}. So every
 * order of records, with whatever repeats, leads to the same evidence, and there is no other way to change it.
 */
public record Evidence(
        Session session,
        Conversation conversation,
        Repository repository,
        ToolCalls toolCalls,
        Epics epics,
        Tasks tasks,
        Milestones milestones)
        implements Part<Evidence> {

    /** Nothing is known. */
    public static final Evidence NONE = new Evidence(
            Session.NONE, Conversation.NONE, Repository.NONE, ToolCalls.NONE, Epics.NONE, Tasks.NONE, Milestones.NONE);

    public static Evidence of(CommandLogged command) {
        return new Evidence(
                Session.of(command),
                Conversation.NONE,
                Repository.of(command),
                ToolCalls.of(command),
                Epics.NONE,
                Tasks.of(command),
                Milestones.of(command));
    }

    public static Evidence of(EventAppended event) {
        return new Evidence(
                Session.of(event),
                Conversation.of(event),
                Repository.of(event),
                ToolCalls.of(event),
                Epics.of(event),
                Tasks.of(event),
                Milestones.of(event));
    }

    /** That it lived. Whatever else a heartbeat says is in the registry's row, each change of which is announced. */
    public static Evidence of(HeartbeatAccepted heartbeat) {
        return ofLife(heartbeat.instanceId(), heartbeat.at(), heartbeat.generation());
    }

    /**
     * That it lived at that moment.
     *
     * @param generation as far as it is known, else 0
     */
    public static Evidence ofLife(String instanceId, Instant at, int generation) {
        return ofRun(Session.ofLife(instanceId, at, generation), Epics.NONE);
    }

    public static Evidence of(InstanceChanged change) {
        var instance = change.instance();
        var stamp = new Stamp(change.changedAt(), instance.instanceId());
        var source = "registry revision " + change.revision();
        return ofRun(Session.of(instance, change.revision(), stamp, source), Epics.of(instance, stamp, source));
    }

    /** The registry's own answer, for an instance whose records have not arrived; any change that arrives wins. */
    public static Evidence of(Instance instance) {
        var stamp = new Stamp(instance.lastHeartbeat(), instance.instanceId());
        return ofRun(Session.of(instance, 0, stamp, "registry row"), Epics.of(instance, stamp, "registry row"));
    }

    public static Evidence of(CheckpointCreated checkpoint) {
        return new Evidence(
                Session.NONE,
                Conversation.NONE,
                Repository.NONE,
                ToolCalls.NONE,
                Epics.NONE,
                Tasks.NONE,
                Milestones.of(checkpoint));
    }

    private static Evidence ofRun(Session session, Epics epics) {
        return new Evidence(
                session, Conversation.NONE, Repository.NONE, ToolCalls.NONE, epics, Tasks.NONE, Milestones.NONE);
    }

    @Override
    public Evidence join(Evidence other) {
        return new Evidence(
                session.join(other.session),
                conversation.join(other.conversation),
                repository.join(other.repository),
                toolCalls.join(other.toolCalls),
                epics.join(other.epics),
                tasks.join(other.tasks),
                milestones.join(other.milestones));
    }

    /**
     * All that these tell. By halves: what is joined is sorted anew, and one after the other the long list of all
     * before would be sorted for each that follows.
     */
    public static Evidence joined(List<Evidence> parts) {
        if (parts.size() <= 1) {
            return parts.isEmpty() ? NONE : parts.getFirst();
        }
        var middle = parts.size() / 2;
        return joined(parts.subList(0, middle)).join(joined(parts.subList(middle, parts.size())));
    }

    /**
     * What a checkpoint froze, where the records that it was made of may be out of reach. Joined with them it changes
     * little: counts of edits, and notes that appear twice.
     *
     * @param checkpoint of which nothing in the state is newer, in time and in the number of the newest event
     * @param clientSessionId that numbered the tasks; null while unknown
     */
    public static Evidence of(WorkState frozen, CheckpointCreated checkpoint, @Nullable String clientSessionId) {
        return new FrozenState(frozen, checkpoint, clientSessionId).evidence().join(of(checkpoint));
    }

    /**
     * What a successor starts from if the work was taken away at that moment: what was done afterwards is done, but
     * what was asked for afterwards was not asked of the successor, and what ran last ran before.
     */
    public Evidence takenOver(Instant moment) {
        return new Evidence(
                session, conversation.until(moment), repository, toolCalls.until(moment), epics, tasks, milestones);
    }

    /** What a successor starts from: the work with its sources, not the run. */
    @Override
    public Evidence inheritedFrom(String instanceId) {
        return new Evidence(
                session.inheritedFrom(instanceId),
                conversation.inheritedFrom(instanceId),
                repository.inheritedFrom(instanceId),
                toolCalls.inheritedFrom(instanceId),
                epics.inheritedFrom(instanceId),
                tasks.inheritedFrom(instanceId),
                milestones.inheritedFrom(instanceId));
    }

    /** What this evidence says the instance was doing. */
    public WorkState workState(String instanceId, Instant snapshotAt) {
        var files = repository.files();
        return workState(instanceId, environment(instanceId), files, repository.git(files), snapshotAt);
    }

    /**
     * The same of files that may be in other places than the one where it ran.
     *
     * @param environment where they are
     * @param files all of them, newest first
     */
    public WorkState workState(
            String instanceId,
            WorkState.Environment environment,
            List<WorkState.TouchedFile> files,
            WorkState.Git git,
            Instant snapshotAt) {
        return new WorkState(
                WorkState.SCHEMA_VERSION,
                instanceId,
                epics.current(),
                conversation.goal(),
                files.stream().limit(WorkState.MAX_FILES).toList(),
                Math.max(0, files.size() - WorkState.MAX_FILES),
                git,
                milestones.testRun(),
                toolCalls.lastCommands(),
                toolCalls.running(conversation.lastBoundary()),
                tasks.todos(),
                tasks.subagents(),
                Milestones.notes(milestones.pullRequests().values()),
                Milestones.notes(milestones.deployments().values()),
                Milestones.notes(milestones.decisions().items()),
                openErrors(),
                environment,
                session.contextWindow(),
                tasks.pending(),
                Milestones.notes(milestones.notes().items()),
                session.events().last(),
                openTurn(),
                conversation.awaitedInput(session.work()),
                session.newestEvidence(),
                snapshotAt);
    }

    /** Without runs of tests that a later run of the same tests, or of more of them, has made obsolete. */
    private List<WorkState.OpenError> openErrors() {
        var tests = milestones.testRun();
        return toolCalls.openErrors().stream()
                .filter(error ->
                        tests == null || !error.at().isBefore(tests.at()) || !Retry.covers(tests.command(), error))
                .toList();
    }

    /** Whether the agent was at work on something; of a prompt that only asks for a resume nothing tells but that. */
    public boolean openTurn() {
        var ran = toolCalls.last().items();
        var ended = conversation.turnEnded().seen();
        return conversation.openTurn()
                || (!ran.isEmpty() && (ended == null || ran.getFirst().stamp().after(ended.stamp())));
    }

    /** Whether it was asked to resume and has not answered yet; the prompt that asked is not recorded. */
    public boolean isResuming() {
        return session.tookOver().after(conversation.turnEnded());
    }

    /** The newest record of work; a session that was never asked for any has none, though it may have answered. */
    public Newest<String> work() {
        var answered = conversation.turnEnded().seen();
        var newest = session.work().seen();
        var hasOnlyAnswered = answered != null
                && newest != null
                && answered.stamp().equals(newest.stamp())
                && conversation.turnBegan().seen() == null
                && toolCalls.noneAfter(Instant.MIN);
        return hasOnlyAnswered ? Newest.none() : session.work();
    }

    /** Where it runs, as far as is known. */
    public WorkState.Environment environment(String instanceId) {
        var instance = session.row().instance();
        if (instance == null) {
            var project = InstanceId.parse(instanceId).map(InstanceId::project).orElse("project");
            return new WorkState.Environment(project, session.directory().value(), null, null, null);
        }
        var registered = instance.workingDirectory();
        return new WorkState.Environment(
                instance.project(),
                registered == null ? session.directory().value() : registered,
                instance.hostMachine(),
                instance.client(),
                null);
    }
}

package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.contracts.WorkState;
import continuity.kit.instances.InstanceDirectory;
import continuity.kit.instances.KnownInstance;
import continuity.kit.outbox.Outbox;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.purge.PurgedInstances;
import continuity.kit.security.Caller;
import continuity.sanitizer.Sanitizer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BadRequestException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The main path: who may have a checkpoint, of which state, and that it is stored once.
 *
 * <p>No transaction is open while another service is asked.
 */
@ApplicationScoped
class CheckpointService {

    private final InstanceDirectory instances;
    private final PurgedInstances purged;
    private final CurrentStates currentStates;
    private final StateReader states;
    private final Sanitizer sanitizer;
    private final CheckpointStore checkpoints;
    private final TriggerStore triggers;
    private final Outbox outbox;
    private final Event<Triggered> triggered;

    /** Triggers were added; observed after commit. */
    record Triggered() {}

    CheckpointService(
            InstanceDirectory instances,
            PurgedInstances purged,
            CurrentStates currentStates,
            StateReader states,
            Sanitizer sanitizer,
            CheckpointStore checkpoints,
            TriggerStore triggers,
            Outbox outbox,
            Event<Triggered> triggered) {
        this.instances = instances;
        this.purged = purged;
        this.currentStates = currentStates;
        this.states = states;
        this.sanitizer = sanitizer;
        this.checkpoints = checkpoints;
        this.triggers = triggers;
        this.outbox = outbox;
        this.triggered = triggered;
    }

    /**
     * Makes a checkpoint on request.
     *
     * @param key null when the client does not care whether a repeat makes another one
     * @throws InstanceNotFound if there is no such instance in the caller's projects
     * @throws Forbidden if the caller writes for another machine, or not at all
     * @throws Unavailable if the registry, or the resume-service when its state is needed, does not answer
     */
    Checkpoint create(Caller caller, CheckpointRequest request, @Nullable RequestKey key) {
        var instance = writable(request.instanceId(), caller);
        var answered = key == null ? Optional.<Checkpoint>empty() : checkpoints.answerTo(key);
        if (answered.isPresent()) {
            return answered.get();
        }
        var draft = draft(caller, request, instance);
        return QuarkusTransaction.requiringNew().call(() -> {
            if (isPurged(instance.instanceId())) {
                throw new InstanceNotFound(instance.instanceId());
            }
            if (key != null && !checkpoints.claim(key, draft.checkpointId())) {
                return checkpoints.answerTo(key).orElseThrow();
            }
            return store(draft);
        });
    }

    /** Notes the checkpoints that these heartbeats call for. */
    @Transactional
    void considerHeartbeats(List<HeartbeatAccepted> beats) {
        var ids = beats.stream().map(HeartbeatAccepted::instanceId).distinct().toList();
        var gone = purged.among(ids);
        var armed = triggers.armed(ids);
        for (var beat : beats) {
            if (gone.contains(beat.instanceId())) {
                continue;
            }
            var before = armed.getOrDefault(beat.instanceId(), Armed.INITIALLY);
            var decision = CheckpointPolicy.on(beat, before);
            if (!decision.next().equals(before)) {
                armed.put(beat.instanceId(), decision.next());
                triggers.remember(beat.instanceId(), decision.next());
            }
            decision.trigger().ifPresent(this::note);
        }
    }

    /** Notes the checkpoints that these events call for. */
    @Transactional
    void considerEvents(List<EventAppended> events) {
        var wanted = events.stream()
                .flatMap(event -> CheckpointPolicy.on(event).stream())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var gone = purged.among(wanted.stream().map(Trigger::instanceId).toList());
        wanted.stream().filter(trigger -> !gone.contains(trigger.instanceId())).forEach(this::note);
    }

    /** Learns of changes of instances; of one that was purged, everything is removed. */
    void heed(List<InstanceChanged> changes) {
        for (var change : changes) {
            instances.remember(change);
            if (change.change() == InstanceChanged.Change.PURGED) {
                purged.purge(change.instance().instanceId());
            }
        }
    }

    /**
     * Makes the checkpoint that a trigger calls for, unless it was made in the meantime.
     *
     * @param lateIsBetterThanNever whether to be content with a state that lacks the event that the trigger awaits
     * @return false if such a state was not accepted and the trigger stays pending
     * @throws Unavailable if the state cannot be told; the trigger stays pending
     */
    boolean freeze(Trigger trigger, boolean lateIsBetterThanNever) {
        var state = current(trigger.instanceId(), trigger.project(), null);
        if (state.coveredEventSequence() < trigger.awaitsSequence() && !lateIsBetterThanNever) {
            return false;
        }
        var percent = trigger.percent() == null ? state.readable().context().percent() : trigger.percent();
        var draft = new Checkpoint.Draft(
                trigger.triggerId(),
                trigger.instanceId(),
                trigger.project(),
                trigger.type(),
                trigger.reason(),
                percent,
                state,
                Map.of(),
                trigger.requestedAt());
        QuarkusTransaction.requiringNew().run(() -> {
            if (!isPurged(trigger.instanceId()) && triggers.settle(trigger.triggerId())) {
                store(draft);
            }
        });
        return true;
    }

    /** Until the end of the current transaction. */
    private boolean isPurged(String instanceId) {
        return !purged.among(List.of(instanceId)).isEmpty();
    }

    private KnownInstance writable(String instanceId, Caller caller) {
        var instance = instances.get(instanceId);
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(instanceId);
        }
        caller.requireWriter(instance.project(), instance.hostMachine());
        return instance;
    }

    private Checkpoint.Draft draft(Caller caller, CheckpointRequest request, KnownInstance instance) {
        var now = Instant.now();
        var id = Uuid7.at(now);
        var note = request.manualNote() == null
                ? null
                : StorableText.of(sanitizer.forProject(instance.project()).text(request.manualNote()));
        var state = request.workState() == null
                ? current(instance.instanceId(), instance.project(), note(note, now, id))
                : given(request.workState(), instance);
        var percent = request.percent() == null && request.workState() == null
                ? state.readable().context().percent()
                : request.percent();
        var metadata = new HashMap<String, Object>(Map.of("requested_by", caller.subject()));
        if (note != null) {
            metadata.put("manual_note", note);
        }
        return new Checkpoint.Draft(
                id,
                instance.instanceId(),
                instance.project(),
                request.type(),
                request.reason(),
                percent,
                state,
                metadata,
                now);
    }

    private static WorkState.@Nullable Note note(@Nullable String text, Instant at, UUID checkpointId) {
        return text == null ? null : new WorkState.Note(text, at, "checkpoint " + checkpointId);
    }

    private FrozenState given(String workState, KnownInstance instance) {
        try {
            return states.read(workState, instance.instanceId(), instance.project());
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private FrozenState current(String instanceId, String project, WorkState.@Nullable Note note) {
        var text = currentStates.of(instanceId);
        try {
            return note == null ? states.read(text, instanceId, project) : states.read(text, note, instanceId, project);
        } catch (JsonProcessingException e) {
            throw new Unavailable("A state that can be read", e);
        }
    }

    private Checkpoint store(Checkpoint.Draft draft) {
        var stored = checkpoints.insert(draft);
        outbox.add(
                Topics.CHECKPOINTS, stored.instanceId(), stored.checkpointId().toString(), Map.of());
        return stored;
    }

    private void note(Trigger trigger) {
        triggers.add(trigger);
        triggered.fire(new Triggered());
    }
}

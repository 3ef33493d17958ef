package continuity.commandlog.event;

import continuity.commandlog.RecordSize;
import continuity.commandlog.Refused;
import continuity.commandlog.Rejection;
import continuity.commandlog.RequestItems;
import continuity.commandlog.RequestItems.Item;
import continuity.commandlog.Transactions;
import continuity.commandlog.WriteAccess;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Emitting events; {@link EventHistory} reads them. */
@ApplicationScoped
class EventService {

    private final WriteAccess access;
    private final Sanitizer sanitizer;
    private final RecordSize size;
    private final EventStore store;

    EventService(WriteAccess access, Sanitizer sanitizer, RecordSize size, EventStore store) {
        this.access = access;
        this.sanitizer = sanitizer;
        this.size = size;
        this.store = store;
    }

    /**
     * Appends one event or many, in their order and in one transaction; a wrong one of many is left out.
     *
     * @return for each item of the request, in its order, an {@link Emitted} or a {@link Rejection}
     */
    List<Object> emit(RequestItems request, Caller caller) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as the store keeps it: a repeat gets the same answer
        var answers = new TreeMap<Integer, Object>();
        var indexes = new ArrayList<Integer>();
        var events = new ArrayList<NewEvent>();
        for (var item : request.items()) {
            try {
                events.add(decide(item, caller, now));
                indexes.add(item.index());
            } catch (InvalidInput | InstanceNotFound | Forbidden | Refused e) {
                answers.put(item.index(), rejection(request, item.index(), e));
            }
        }
        var outcomes = Transactions.repeatably(() -> store.append(events));
        for (int i = 0; i < outcomes.size(); i++) {
            var index = indexes.get(i);
            try {
                answers.put(index, emitted(outcomes.get(i)));
            } catch (InvalidInput | InstanceNotFound | Refused e) {
                answers.put(index, rejection(request, index, e));
            }
        }
        return List.copyOf(answers.values());
    }

    private NewEvent decide(Item item, Caller caller, Instant now) {
        var intake = EventIntake.read(item.fields(), sanitizer, now);
        var event = intake.of(access.check(intake.instanceId(), caller), sanitizer);
        size.check(item, List.of(event.eventData(), event.metadata()));
        return event;
    }

    private static Emitted emitted(Appended outcome) {
        return switch (outcome) {
            case Appended.Stored stored -> new Emitted(stored.eventId(), stored.sequenceNum(), stored.timestamp());
            case Appended.IdTaken taken -> throw new Refused.IdTaken(taken.eventId());
            case Appended.UnknownParent unknown ->
                throw new InvalidInput("parent_event_id", unknown.parentEventId() + " is no event of this instance");
            case Appended.InstanceGone gone -> throw new InstanceNotFound(gone.instanceId());
            case Appended.AlreadyBegun _ -> throw new IllegalStateException("a client's event is no registration");
        };
    }

    private static Rejection rejection(RequestItems request, int index, RuntimeException e) {
        if (!request.isBatch()) {
            throw e;
        }
        return Rejection.of(index, e);
    }
}

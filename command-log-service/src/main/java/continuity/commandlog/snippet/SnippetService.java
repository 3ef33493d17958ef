package continuity.commandlog.snippet;

import continuity.commandlog.ListQuery;
import continuity.commandlog.Refused;
import continuity.commandlog.RequestItems.Item;
import continuity.commandlog.Transactions;
import continuity.commandlog.WriteAccess;
import continuity.commandlog.event.Appended;
import continuity.commandlog.event.EventStore;
import continuity.commandlog.event.NewEvent;
import continuity.contracts.Uuid7;
import continuity.kit.instances.KnownInstance;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeping and finding snippets. */
@ApplicationScoped
class SnippetService {

    private static final String SAVED = "snippet_saved";

    private final WriteAccess access;
    private final Sanitizer sanitizer;
    private final SnippetStore store;
    private final EventStore events;

    SnippetService(WriteAccess access, Sanitizer sanitizer, SnippetStore store, EventStore events) {
        this.access = access;
        this.sanitizer = sanitizer;
        this.store = store;
        this.events = events;
    }

    /**
     * @return the snippet as it is stored: that of the first time, if the id came before
     * @throws InvalidInput if a field is wrong, or the event is none of this instance
     * @throws Refused.IdTaken if the id belongs to another instance's snippet
     */
    Snippet save(Item item, Caller caller) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS); // as the store keeps it: a repeat gets the same answer
        var intake = SnippetIntake.read(item.fields(), now);
        var instance = access.check(intake.instanceId(), caller);
        var snippet = intake.of(instance, sanitizer);
        return Transactions.repeatably(() -> {
            if (store.insert(snippet)) {
                tell(snippet, instance);
                return snippet;
            }
            return store.find(snippet.snippetId())
                    .filter(stored -> stored.instanceId().equals(snippet.instanceId()))
                    .orElseThrow(() -> new Refused.IdTaken(snippet.snippetId()));
        });
    }

    /** Under the event that it belongs to; what the store refuses there takes the snippet back too. */
    private void tell(Snippet snippet, KnownInstance instance) {
        var saved = new NewEvent(
                Uuid7.derive(snippet.snippetId(), SAVED),
                snippet.instanceId(),
                snippet.project(),
                instance.generation(),
                SAVED,
                Map.of(
                        "snippet_id", snippet.snippetId().toString(),
                        "snippet_type", snippet.snippetType(),
                        "title", snippet.title()),
                Map.of(),
                snippet.eventId(),
                null,
                snippet.createdAt(),
                NewEvent.Origin.CLIENT);
        switch (events.append(List.of(saved)).getFirst()) {
            case Appended.Stored _ -> {}
            case Appended.UnknownParent unknown ->
                throw new InvalidInput("event_id", unknown.parentEventId() + " is no event of this instance");
            case Appended.InstanceGone gone -> throw new InstanceNotFound(gone.instanceId());
            case Appended.IdTaken _ -> throw new Refused.IdTaken(snippet.snippetId()); // so is that of its event
            case Appended.AlreadyBegun _ -> throw new IllegalStateException("a snippet is no registration");
        }
    }

    SnippetPage page(SnippetFilter filter, int limit, Caller caller) {
        var rows = store.page(filter, caller, limit + 1);
        var hasMore = rows.size() > limit;
        var snippets = hasMore ? rows.subList(0, limit) : rows;
        var cursor = hasMore ? ListQuery.cursorOf(snippets.getLast().snippetId()) : null;
        return new SnippetPage(snippets, store.count(filter, caller), cursor);
    }

    Optional<Snippet> find(UUID snippetId, Caller caller) {
        return store.find(snippetId, caller);
    }
}

package continuity.resume.fold;

import continuity.contracts.EventAppended;
import continuity.contracts.Instance;
import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which epic the agent works on, and how far that is.
 *
 * @param statuses by epic, from epic and validation events
 * @param reported what the instance itself says; empty text for none
 * @param inherited what the instances before it said last, which an instance that says nothing goes on with
 */
public record Epics(
        NewestByKey<String> statuses,
        NewestByKey<String> names,
        NewestByKey<Instant> starts,
        Newest<String> reported,
        Newest<String> inherited)
        implements Part<Epics> {

    static final int MAX_EPICS = 20;

    static final Epics NONE = new Epics(
            NewestByKey.none(MAX_EPICS),
            NewestByKey.none(MAX_EPICS),
            NewestByKey.none(MAX_EPICS),
            Newest.none(),
            Newest.none());

    private static final String NO_EPIC = "";

    static Epics of(Instance instance, Stamp stamp, String source) {
        return reported(new Seen<>(stamp, source, text(instance.currentEpic())));
    }

    static Epics of(EventAppended event) {
        var status = status(event.eventType());
        var data = new Fields(event.eventData());
        var id = data.word("epic_id");
        if (status == null || id == null) {
            return NONE;
        }
        var key = key(id);
        var name = data.excerpt(Excerpt.NOTE, "feature_name");
        var started = event.eventType().equals("epic_started");
        return new Epics(
                NewestByKey.of(MAX_EPICS, key, Seen.in(event, status)),
                NewestByKey.of(MAX_EPICS, key, name == null ? null : Seen.in(event, name)),
                NewestByKey.of(MAX_EPICS, key, started ? Seen.in(event, event.timestamp()) : null),
                Newest.none(),
                Newest.none());
    }

    private static Epics reported(Seen<String> epic) {
        return new Epics(NONE.statuses, NONE.names, NONE.starts, new Newest<>(epic), Newest.none());
    }

    private static @Nullable String status(String eventType) {
        return switch (eventType) {
            case "epic_planned" -> "planning";
            case "epic_started" -> "implementation";
            case "validation_passed", "validation_failed" -> "validation";
            case "epic_completed" -> "complete";
            case "epic_failed" -> "failed";
            default -> null;
        };
    }

    /** {@code epic-003}, {@code Epic-003} and {@code 003} are one epic. */
    public static String key(String epic) {
        var lower = epic.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("epic-") ? lower.substring("epic-".length()) : lower;
    }

    private static String text(@Nullable String epic) {
        return epic == null ? NO_EPIC : epic;
    }

    @Override
    public Epics join(Epics other) {
        return new Epics(
                statuses.join(other.statuses),
                names.join(other.names),
                starts.join(other.starts),
                reported.join(other.reported),
                inherited.join(other.inherited));
    }

    @Override
    public Epics inheritedFrom(String instanceId) {
        return new Epics(
                statuses.inheritedFrom(instanceId),
                names.inheritedFrom(instanceId),
                starts.inheritedFrom(instanceId),
                Newest.none(),
                (saysNothing() ? inherited : reported).inheritedFrom(instanceId));
    }

    /** What the instance says comes first, else the epic of the newest epic event. */
    public WorkState.@Nullable Epic current() {
        var said = (saysNothing() ? inherited : reported).seen();
        if (said != null) {
            return epic(said.value(), said);
        }
        return statuses.stream()
                .findFirst()
                .map(newest -> epic(newest.getKey(), newest.getValue()))
                .orElse(null);
    }

    private boolean saysNothing() {
        var epic = reported.value();
        return epic == null || epic.equals(NO_EPIC);
    }

    /** An epic that the instance names, and of which no event tells more, is being implemented. */
    private WorkState.Epic epic(String id, Seen<String> source) {
        var key = key(id);
        var status = statuses.byKey().get(key);
        return new WorkState.Epic(
                id,
                names.value(key),
                status == null ? "implementation" : status.value(),
                starts.value(key),
                status == null ? source.source() : status.source());
    }
}

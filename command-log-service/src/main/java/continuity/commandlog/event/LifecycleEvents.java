package continuity.commandlog.event;

import continuity.commandlog.event.NewEvent.Origin;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Uuid7;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that tell of an instance's life without being asked; the same message always gives the same ones. The
 * facts of the change come before the row, which may be of a later time.
 */
final class LifecycleEvents {

    private LifecycleEvents() {}

    static List<NewEvent> of(InstanceChanged message) {
        var instance = message.instance();
        var detail = message.detail();
        return switch (message.change()) {
            case REGISTERED ->
                List.of(event(
                        message,
                        "instance_registered",
                        Origin.REGISTRATION,
                        data(
                                "instance_type", instance.instanceType().toString(),
                                "project", instance.project(),
                                "created_at", instance.createdAt().toString())));
            case UPDATED, REVIVED ->
                List.of(event(
                        message,
                        "instance_heartbeat",
                        data(
                                "context_percent",
                                fact(detail, "context_percent", instance.contextPercent()),
                                "context_source",
                                fact(detail, "context_source", instance.contextSource()),
                                "current_epic",
                                fact(detail, "current_epic", instance.currentEpic()))));
            case STALE ->
                List.of(event(
                        message,
                        "instance_stale",
                        data(
                                "last_heartbeat",
                                fact(
                                        detail,
                                        "last_heartbeat",
                                        instance.lastHeartbeat().toString()),
                                "age_seconds",
                                detail.get("age_seconds"))));
            case REOPENED -> List.of(event(message, "instance_reopened", data("generation", generation(message))));
            case SUPERSEDED ->
                List.of(event(
                        message,
                        "instance_superseded",
                        data("superseded_by", fact(detail, "superseded_by", instance.supersededBy()))));
            case CLOSED ->
                List.of(event(
                        message, "instance_closed", data("reason", fact(detail, "reason", instance.closedReason()))));
            case RESUMED -> resumed(message, instance, detail);
            case PURGED -> List.of(); // nothing is kept of it, this neither
        };
    }

    private static List<NewEvent> resumed(InstanceChanged message, Instance instance, Map<String, Object> detail) {
        var checkpoint = detail.get("checkpoint_id");
        return List.of(
                event(
                        message,
                        "instance_resumed",
                        data(
                                "resumed_from",
                                fact(detail, "resumed_from", instance.resumedFrom()),
                                "checkpoint_id",
                                checkpoint)),
                event(
                        message,
                        "checkpoint_loaded",
                        data(
                                "checkpoint_id",
                                checkpoint,
                                "context_percent",
                                detail.get("context_percent"),
                                "reason",
                                "resume")));
    }

    /** @param generation the instance's, which the message does not carry */
    static NewEvent of(CheckpointCreated message, int generation) {
        return new NewEvent(
                Uuid7.derive(message.createdAt(), message.checkpointId() + "\ncheckpoint_created"),
                message.instanceId(),
                message.project(),
                generation,
                "checkpoint_created",
                data(
                        "checkpoint_id", message.checkpointId().toString(),
                        "context_percent", message.contextWindowPercent(),
                        "reason", message.reason(),
                        "size_bytes", message.sizeBytes()),
                Map.of(),
                null,
                null,
                message.createdAt(),
                Origin.DERIVED);
    }

    private static NewEvent event(InstanceChanged message, String type, Map<String, Object> data) {
        return event(message, type, Origin.DERIVED, data);
    }

    private static NewEvent event(InstanceChanged message, String type, Origin origin, Map<String, Object> data) {
        var instance = message.instance();
        var identity = String.join(
                "\n",
                instance.instanceId(),
                String.valueOf(message.revision()),
                message.change().toString(),
                type);
        return new NewEvent(
                Uuid7.derive(message.changedAt(), identity),
                instance.instanceId(),
                instance.project(),
                generation(message),
                type,
                data,
                Map.of(),
                null,
                null,
                message.changedAt(),
                origin);
    }

    private static int generation(InstanceChanged message) {
        return message.detail().get("generation") instanceof Number number
                ? number.intValue()
                : message.instance().generation();
    }

    private static @Nullable Object fact(Map<String, Object> detail, String name, @Nullable Object ofRow) {
        return detail.containsKey(name) ? detail.get(name) : ofRow;
    }

    /** Names and values by turns; an unknown value stays null. */
    @SuppressWarnings("NullAway") // JSON objects hold nulls, which the type of the messages' maps does not tell
    private static Map<String, Object> data(@Nullable Object... namesAndValues) {
        var data = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return data;
    }
}

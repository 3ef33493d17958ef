package continuity.contracts;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of events there are: 29 that anyone may emit, and those of the category {@code system} that we write
 * ourselves. The one definition; {@code GET /api/v1/events/types} serves it.
 */
public final class EventCatalogue {

    private static final List<EventType> ALL = List.of(
            type("instance", "instance_registered", "instance_type project", "created_at"),
            type("instance", "instance_heartbeat", "context_percent", "current_epic age_seconds"),
            type("instance", "instance_stale", "last_heartbeat age_seconds", "reason"),
            type(
                    "epic",
                    "epic_started",
                    "epic_id feature_name estimated_hours spawned_by",
                    "acceptance_criteria_count description"),
            type(
                    "epic",
                    "epic_completed",
                    "epic_id duration_hours files_changed tests_passed",
                    "pr_url validation_confidence issues_encountered"),
            type("epic", "epic_failed", "epic_id failure_reason", "error_message attempts last_error_type"),
            type("testing", "test_started", "test_type test_count", "epic_id description"),
            type(
                    "testing",
                    "test_passed",
                    "test_type passed_count failed_count duration_seconds",
                    "epic_id coverage_percent skipped_count"),
            type("testing", "test_failed", "test_type failed_count duration_seconds", "epic_id error_summary"),
            type(
                    "testing",
                    "validation_passed",
                    "validation_type confidence_score duration_seconds",
                    "epic_id checks_passed checks_total"),
            type(
                    "testing",
                    "validation_failed",
                    "validation_type failed_checks",
                    "epic_id failure_reason recommendation"),
            type(
                    "git",
                    "commit_created",
                    "commit_hash message",
                    "epic_id branch files_changed lines_added lines_removed"),
            type("git", "pr_created", "pr_url pr_number title", "epic_id branch description files_changed commits"),
            type("git", "pr_merged", "pr_url pr_number merge_commit", "epic_id merged_at duration_hours"),
            type("deployment", "deployment_started", "service environment deployment_type", "port version"),
            type(
                    "deployment",
                    "deployment_completed",
                    "service environment health_status duration_seconds",
                    "port response_time_ms git_commit docker_image"),
            type(
                    "deployment",
                    "deployment_failed",
                    "service environment error_message duration_seconds",
                    "error_type rollback_performed"),
            type(
                    "work_state",
                    "context_window_updated",
                    "context_percent tokens_used tokens_available",
                    "checkpoint_triggered"),
            type("work_state", "checkpoint_created", "checkpoint_id context_percent reason", "state_keys size_bytes"),
            type(
                    "work_state",
                    "checkpoint_loaded",
                    "checkpoint_id context_percent reason",
                    "state_keys duration_seconds"),
            type(
                    "planning",
                    "epic_planned",
                    "epic_id feature_name estimated_hours",
                    "complexity acceptance_criteria_count dependencies"),
            type("planning", "feature_requested", "feature_name requested_by", "description priority estimated_hours"),
            type(
                    "planning",
                    "task_spawned",
                    "task_type subagent_type",
                    "task_id epic_id model expected_duration_seconds"),
            type("lineage", "user_message", "text", ""),
            type("lineage", "assistant_start", "turn", ""),
            type("lineage", "spawn_decision", "subagent_type", "reason model"),
            type("lineage", "tool_use", "tool_name", "command_id"),
            type("lineage", "tool_result", "tool_name success", "command_id duration_ms"),
            type("lineage", "error", "message", "error_type command_id"),
            type("system", "turn_ended", "outcome", "last_message"),
            type("system", "input_requested", "reason", "message"),
            type(
                    "system",
                    "git_observed",
                    "changed_count",
                    "repository branch detached head upstream ahead behind unpushed stashed changes commits directory machine hook"),
            type("system", "snippet_saved", "snippet_id snippet_type title", ""),
            type("system", "subagent_stopped", "agent_id", "subagent_type last_message"),
            type("system", "instance_closed", "reason", ""),
            type("system", "instance_reopened", "generation", ""),
            type("system", "instance_resumed", "resumed_from", "checkpoint_id"),
            type("system", "instance_superseded", "superseded_by", ""),
            type("system", "instance_purged", "reason", ""),
            type("system", "power_action", "action", "machine"));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(toUnmodifiableMap(EventType::name, identity()));

    /** Other spellings that clients use; stored under the catalogue's name. */
    private static final Map<String, String> ALIASES = Map.of(
            "commit", "commit_created",
            "spawn", "task_spawned",
            "deploy", "deployment_started",
            "deploy_complete", "deployment_completed",
            "deployment_done", "deployment_completed",
            "epic_start", "epic_started");

    private static final Map<String, String> FIELDS = EventFields.all();

    private EventCatalogue() {}

    /** All types, those of the category {@code system} last. */
    public static List<EventType> all() {
        return ALL;
    }

    /** The type with that name or alias. */
    public static Optional<EventType> find(String nameOrAlias) {
        return Optional.ofNullable(BY_NAME.get(ALIASES.getOrDefault(nameOrAlias, nameOrAlias)));
    }

    /** Names of the required fields that {@code data} lacks or has as null. */
    public static List<String> missing(EventType type, Map<String, ?> data) {
        return type.required().stream().filter(field -> data.get(field) == null).toList();
    }

    /**
     * What is wrong with the values of the type's own fields: the field, and what it must be. Other fields hold what
     * they like, and null is no value.
     */
    public static Map<String, String> violations(EventType type, Map<String, ?> data) {
        var violations = new LinkedHashMap<String, String>();
        for (var field : type.fields()) {
            var value = data.get(field);
            if (value != null && !EventFields.permits(field, value)) {
                violations.put(field, FIELDS.getOrDefault(field, ""));
            }
        }
        return violations;
    }

    /** What the fields must be, by their names; the same in every type. */
    public static Map<String, String> fields() {
        return FIELDS;
    }

    /** Other spellings of names of types. */
    public static Map<String, String> aliases() {
        return ALIASES;
    }

    private static EventType type(String category, String name, String required, String optional) {
        return new EventType(name, category, words(required), words(optional));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}

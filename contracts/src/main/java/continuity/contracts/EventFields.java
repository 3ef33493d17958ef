package continuity.contracts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the fields of events may hold: a name means the same in every type that declares it. */
final class EventFields {

    /** @param rule for people, as in "branch must be a text" */
    private record Rule(String rule, Predicate<Object> holds) {}

    private static final Rule TEXT = new Rule("must be a text", String.class::isInstance);
    private static final Rule NAME =
            new Rule("must be a text or a number", value -> value instanceof String || value instanceof Number);
    private static final Rule FLAG = new Rule("must be true or false", Boolean.class::isInstance);
    private static final Rule AMOUNT = new Rule("must be a number, 0 or more", value -> isWithin(value, 0, null));
    private static final Rule COUNT = new Rule("must be a whole number, 0 or more", EventFields::isCount);
    private static final Rule COUNT_OR_FLAG = new Rule(
            "must be a whole number, 0 or more, or true or false", value -> isCount(value) || value instanceof Boolean);
    private static final Rule COUNT_OR_LIST =
            new Rule("must be a list, or a whole number, 0 or more", value -> isCount(value) || value instanceof List);
    private static final Rule PERCENT = new Rule("must be a number from 0 to 100", value -> isWithin(value, 0, 100));

    private static final Map<String, Rule> RULES = rules();

    private EventFields() {}

    /** Field names and what their values must be, in the order of the names. */
    static Map<String, String> all() {
        var all = new TreeMap<String, String>();
        RULES.forEach((field, rule) -> all.put(field, rule.rule()));
        return Collections.unmodifiableMap(all);
    }

    static boolean permits(String field, Object value) {
        var rule = RULES.get(field);
        return rule == null || rule.holds().test(value);
    }

    private static Map<String, Rule> rules() {
        var rules = new TreeMap<String, Rule>();
        put(rules, TEXT, """
                branch commit_hash created_at description docker_image error_message error_summary error_type
                failure_reason feature_name git_commit instance_type last_error_type last_heartbeat merge_commit
                merged_at message model pr_url project reason recommendation requested_by service spawned_by
                subagent_type task_type test_type text title tool_name validation_type""");
        put(rules, NAME, "checkpoint_id command_id current_epic epic_id pr_number task_id turn version");
        put(rules, FLAG, "checkpoint_triggered rollback_performed success");
        put(rules, AMOUNT, """
                age_seconds duration_hours duration_ms duration_seconds estimated_hours expected_duration_seconds
                response_time_ms""");
        put(rules, COUNT, """
                acceptance_criteria_count attempts checks_passed checks_total failed_count lines_added lines_removed
                passed_count size_bytes skipped_count test_count tokens_available tokens_used""");
        put(rules, COUNT_OR_FLAG, "tests_passed");
        put(rules, COUNT_OR_LIST, "commits dependencies failed_checks files_changed issues_encountered state_keys");
        put(rules, PERCENT, "confidence_score context_percent coverage_percent validation_confidence");
        put(rules, oneOf("local", "staging", "production"), "environment");
        put(rules, oneOf("docker", "native", "other"), "deployment_type");
        put(rules, oneOf("healthy", "degraded", "unhealthy"), "health_status");
        put(rules, oneOf("low", "medium", "high", "critical"), "priority");
        put(rules, wholeFrom(1, 5), "complexity");
        put(rules, wholeFrom(1, 65_535), "port");
        return rules;
    }

    private static void put(Map<String, Rule> rules, Rule rule, String fields) {
        for (var field : List.of(fields.split("\\s+"))) {
            rules.put(field, rule);
        }
    }

    private static Rule oneOf(String... values) {
        var permitted = List.of(values);
        return new Rule("must be one of " + String.join(", ", values), permitted::contains);
    }

    private static Rule wholeFrom(int min, int max) {
        return new Rule(
                "must be a whole number from " + min + " to " + max,
                value -> isCount(value) && isWithin(value, min, max));
    }

    private static boolean isCount(Object value) {
        return isWithin(value, 0, null) && ((Number) value).doubleValue() % 1 == 0;
    }

    private static boolean isWithin(Object value, int min, @Nullable Integer max) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return false;
        }
        var exact = number.doubleValue();
        return exact >= min && (max == null || exact <= max);
    }
}

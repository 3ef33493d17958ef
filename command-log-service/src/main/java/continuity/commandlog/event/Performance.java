package continuity.commandlog.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How long things took and how often they succeeded.
 *
 * @param timedEvents events that tell their duration; the others are left out of the durations
 * @param byType durations by type of event, the dearest first
 * @param byTool durations of tool calls, the dearest tool first, at most 100 tools
 * @param successRates of tool calls (all, then by tool, at most 100 of them), tests, validations, deployments and epics
 */
public record Performance(
        String instanceId,
        long timedEvents,
        List<Durations> byType,
        List<Durations> byTool,
        List<SuccessRate> successRates) {

    /**
     * In milliseconds.
     *
     * @param name of the type or the tool
     * @param p50Ms half of the events took no longer; a duration that occurred
     * @param p95Ms nineteen of twenty took no longer; a duration that occurred
     * @param slowestEventId the first one that took {@code maxMs}
     */
    public record Durations(
            String name, long count, long p50Ms, long p95Ms, long maxMs, long totalMs, UUID slowestEventId) {}

    /**
     * @param what tool_calls, tests, validations, deployments or epics
     * @param toolName null for all tools, and for what is no tool call
     * @param rate 0 to 1
     */
    public record SuccessRate(String what, @Nullable String toolName, long total, long succeeded, double rate) {

        SuccessRate(String what, @Nullable String toolName, long total, long succeeded) {
            this(what, toolName, total, succeeded, (double) succeeded / total);
        }
    }

    static Performance of(
            String instanceId, List<Durations> byType, List<Durations> byTool, List<SuccessRate> successRates) {
        var timed = byType.stream().mapToLong(Durations::count).sum();
        return new Performance(instanceId, timed, byType, byTool, successRates);
    }
}

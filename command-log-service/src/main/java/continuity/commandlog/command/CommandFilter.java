package continuity.commandlog.command;

import continuity.commandlog.ListQuery;
import continuity.commandlog.Partitions;
import continuity.contracts.Uuid7;
import continuity.kit.problem.InvalidInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which commands are asked for; null means any, and so does an empty list.
 *
 * @param tags that it has, all of them
 * @param from earliest time of acceptance
 * @param to latest time of acceptance
 * @param words that it has, all of them
 * @param before the last id of the page before
 */
record CommandFilter(
        @Nullable String instanceId,
        @Nullable String project,
        @Nullable String machine,
        @Nullable String commandType,
        @Nullable String toolName,
        @Nullable String action,
        List<String> tags,
        @Nullable Boolean success,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Words.Asked> words,
        @Nullable UUID before) {

    /** Longest {@code q}, in characters. */
    private static final int MAX_Q = 1_000;

    /** @throws InvalidInput if a parameter is unreadable */
    static CommandFilter of(CommandQuery query) {
        return new CommandFilter(
                ListQuery.text("instance_id", query.instanceId()),
                ListQuery.text("project", query.project()),
                ListQuery.text("machine", query.machine()),
                ListQuery.text("command_type", query.commandType()),
                ListQuery.text("tool_name", query.toolName()),
                ListQuery.text("action", query.action()),
                query.tag().stream().map(tag -> ListQuery.text("tag", tag)).toList(),
                ListQuery.flag("success", query.success()),
                ListQuery.time("from", query.from()),
                ListQuery.time("to", query.to()),
                words(ListQuery.text("q", query.q())),
                ListQuery.position(query.cursor(), UUID::fromString));
    }

    /** No command accepted since {@link #from} has a smaller id; spares the search the older partitions. */
    @Nullable
    UUID firstId() {
        return from == null ? null : Partitions.firstIdAt(from.minus(Uuid7.MAX_AGE));
    }

    /** No command accepted until {@link #to} has this id or a larger one. */
    @Nullable
    UUID endId() {
        return to == null ? null : Partitions.firstIdAt(to.plus(Uuid7.MAX_AHEAD).plusMillis(1));
    }

    /** Whether project, instance and time are all that is asked for: these have indexes of their own. */
    boolean isWithinOnly() {
        return Stream.of(machine, commandType, toolName, action, success).allMatch(Objects::isNull)
                && tags.isEmpty()
                && words.isEmpty();
    }

    /** What its terms say about it, beside {@link #words}. */
    List<String> facts() {
        var facts = new ArrayList<String>();
        BiConsumer<String, @Nullable Object> unlessNull = (column, value) -> {
            if (value != null) {
                facts.add(SearchTerms.fact(column, value));
            }
        };
        unlessNull.accept("instance_id", instanceId);
        unlessNull.accept("project", project);
        unlessNull.accept("host_machine", machine);
        unlessNull.accept("command_type", commandType);
        unlessNull.accept("tool_name", toolName);
        unlessNull.accept("action", action);
        unlessNull.accept("success", success);
        tags.forEach(tag -> unlessNull.accept("tag", tag));
        return facts;
    }

    /** A blank question is none. */
    private static List<Words.Asked> words(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return List.of();
        }
        if (q.length() > MAX_Q) {
            throw new InvalidInput("q", "must have at most " + MAX_Q + " characters");
        }
        var words = Words.ask(q);
        if (words.isEmpty()) {
            throw new InvalidInput("q", "must have a letter or a digit: other characters separate words");
        }
        if (words.size() > SearchTerms.MAX_ASKED) {
            throw new InvalidInput("q", "must have at most " + SearchTerms.MAX_ASKED + " words");
        }
        return words;
    }
}

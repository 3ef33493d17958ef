package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done, and by whom.
 *
 * <p>Task numbers begin anew in each client session, so keys are session and number.
 *
 * @param list the newest whole list, of clients that write it as one
 * @param spawned type of each sub-agent by agent id
 * @param stopped sub-agents that came to an end
 * @param requested features that somebody asked for
 */
public record Tasks(
        NewestByKey<String> texts,
        NewestByKey<String> statuses,
        Newest<List<Item>> list,
        NewestByKey<String> spawned,
        NewestByKey<String> stopped,
        NewestFew<String> requested)
        implements Part<Tasks> {

    static final int MAX_TASKS = 100;
    static final int MAX_SUBAGENTS = 50;
    static final int MAX_REQUESTED = 20;

    static final Tasks NONE = new Tasks(
            NewestByKey.none(MAX_TASKS),
            NewestByKey.none(MAX_TASKS),
            Newest.none(),
            NewestByKey.none(MAX_SUBAGENTS),
            NewestByKey.none(MAX_SUBAGENTS),
            NewestFew.none(MAX_REQUESTED));

    /** An entry of a list that is written as one. */
    public record Item(String text, String status) {}

    static Tasks of(CommandLogged command) {
        if (!Boolean.TRUE.equals(command.success()) || command.toolName() == null) {
            return NONE;
        }
        var parameters = new Fields(command.parameters());
        return switch (command.toolName()) {
            case "TaskCreate" -> {
                var task = Fields.of(command.result()).in("task");
                var subject = task.text("subject");
                yield task(command, task.word("id"), subject == null ? parameters.text("subject") : subject, "pending");
            }
            case "TaskUpdate" ->
                task(command, parameters.word("taskId"), parameters.text("subject"), parameters.word("status"));
            case "TodoWrite" -> list(command, parameters.list("todos"));
            default -> NONE;
        };
    }

    private static Tasks task(
            CommandLogged command, @Nullable String id, @Nullable String text, @Nullable String status) {
        var session = new Fields(command.contextData()).text("session_id");
        var key = id == null ? null : (session == null ? command.instanceId() : session) + "/" + id;
        return new Tasks(
                NewestByKey.of(MAX_TASKS, key, text == null ? null : Seen.in(command, Excerpt.of(text, Excerpt.NOTE))),
                NewestByKey.of(MAX_TASKS, key, status == null ? null : Seen.in(command, status)),
                NONE.list,
                NONE.spawned,
                NONE.stopped,
                NONE.requested);
    }

    private static Tasks list(CommandLogged command, List<?> todos) {
        var items = todos.stream()
                .map(Fields::of)
                .flatMap(todo -> Stream.ofNullable(todo.excerpt(Excerpt.NOTE, "content", "text"))
                        .map(text -> new Item(text, Objects.requireNonNullElse(todo.word("status"), "pending"))))
                .limit(MAX_TASKS)
                .toList();
        return new Tasks(
                NONE.texts,
                NONE.statuses,
                new Newest<>(Seen.in(command, items)),
                NONE.spawned,
                NONE.stopped,
                NONE.requested);
    }

    static Tasks of(EventAppended event) {
        var data = new Fields(event.eventData());
        return switch (event.eventType()) {
            case "spawn_decision" -> subagents(subagent(event, data), NONE.stopped);
            case "subagent_stopped" -> subagents(NONE.spawned, subagent(event, data));
            case "feature_requested" -> {
                var name = data.excerpt(Excerpt.NOTE, "feature_name");
                var seen = name == null ? List.<Seen<String>>of() : List.of(Seen.in(event, name));
                yield new Tasks(
                        NONE.texts,
                        NONE.statuses,
                        NONE.list,
                        NONE.spawned,
                        NONE.stopped,
                        new NewestFew<>(MAX_REQUESTED, seen));
            }
            default -> NONE;
        };
    }

    private static Tasks subagents(NewestByKey<String> spawned, NewestByKey<String> stopped) {
        return new Tasks(NONE.texts, NONE.statuses, NONE.list, spawned, stopped, NONE.requested);
    }

    private static NewestByKey<String> subagent(EventAppended event, Fields data) {
        var type = Objects.requireNonNullElse(data.excerpt(Excerpt.NOTE, "subagent_type"), "sub-agent");
        return NewestByKey.of(MAX_SUBAGENTS, data.word("agent_id"), Seen.in(event, type));
    }

    @Override
    public Tasks join(Tasks other) {
        return new Tasks(
                texts.join(other.texts),
                statuses.join(other.statuses),
                list.join(other.list),
                spawned.join(other.spawned),
                stopped.join(other.stopped),
                requested.join(other.requested));
    }

    @Override
    public Tasks inheritedFrom(String instanceId) {
        return new Tasks(
                texts.inheritedFrom(instanceId),
                statuses.inheritedFrom(instanceId),
                list.inheritedFrom(instanceId),
                spawned.inheritedFrom(instanceId),
                stopped.inheritedFrom(instanceId),
                requested.inheritedFrom(instanceId));
    }

    /** Single tasks in the order of their numbers, then the newest list as it was written. */
    List<WorkState.Todo> todos() {
        var todos = new ArrayList<WorkState.Todo>();
        statuses.stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())))
                .filter(task -> !task.getValue().value().equals("deleted"))
                .forEachOrdered(task -> {
                    var id = task.getKey().substring(task.getKey().lastIndexOf('/') + 1);
                    var text = Objects.requireNonNullElse(texts.value(task.getKey()), "task " + id);
                    var seen = task.getValue();
                    todos.add(new WorkState.Todo(id, text, seen.value(), seen.source()));
                });
        var whole = list.seen();
        if (whole != null) {
            for (var item : whole.value()) {
                var id = String.valueOf(todos.size() + 1);
                todos.add(new WorkState.Todo(id, item.text(), item.status(), whole.source()));
            }
        }
        return todos;
    }

    /** Newest first; one that stopped without having been seen to start is listed too. */
    List<WorkState.Subagent> subagents() {
        var ended = stopped.stream()
                .filter(entry -> !spawned.byKey().containsKey(entry.getKey()))
                .map(entry -> subagent(entry.getKey(), entry.getValue(), false));
        var known = spawned.stream().map(entry -> {
            var stop = stopped.byKey().get(entry.getKey());
            var open = stop == null || entry.getValue().stamp().after(stop.stamp());
            return subagent(entry.getKey(), entry.getValue(), open);
        });
        return Stream.concat(known, ended).toList();
    }

    private static WorkState.Subagent subagent(String agentId, Seen<String> seen, boolean open) {
        return new WorkState.Subagent(agentId, seen.value(), open, seen.at(), seen.source());
    }

    /** What was asked for, newest first. */
    List<WorkState.Note> pending() {
        return requested.items().stream().map(Milestones::note).toList();
    }
}

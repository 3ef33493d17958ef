package continuity.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two work states, in the order of their paths. Pure.
 *
 * <p>Objects are compared field by field. Objects in a list are matched by what names them, a file by its path for
 * instance; a list whose items have no such name is compared as a set, so that its order does not matter. When a state
 * was frozen is no part of what was being done, and is left out.
 *
 * @param changes at most {@value #MAX_CHANGES}
 * @param omitted how many more there are
 */
record StateDiff(List<Change> changes, int omitted) {

    /** Most changes that are told. */
    static final int MAX_CHANGES = 500;

    /** Levels that are compared field by field; what lies deeper is compared as a whole. A work state has four. */
    private static final int MAX_DEPTH = 8;

    /** Longest name in a path, in characters. */
    private static final int MAX_NAME = 200;

    /** As many hex digits of a commit's hash as are always visible. */
    private static final int HASH_DIGITS = 7;

    private static final String SNAPSHOT_AT = "snapshot_at";

    /** What names an item of each list of a work state, by the name of the list. */
    static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("files", List.of("path")),
            Map.entry("recent_commits", List.of("hash")),
            Map.entry("earlier_prompts", List.of("source")),
            Map.entry("left_behind", List.of("machine", "directory")),
            Map.entry("last_commands", List.of("command_id")),
            Map.entry("todos", List.of("id")),
            Map.entry("subagents", List.of("agent_id")),
            Map.entry("open_errors", List.of("tool", "target")),
            Map.entry("pull_requests", List.of("source")),
            Map.entry("deployments", List.of("source")),
            Map.entry("decisions", List.of("source")),
            Map.entry("pending_tasks", List.of("source")),
            Map.entry("important_context", List.of("source")));

    /** What names an item of a list that only the client knows: the first that all items have, each another one. */
    private static final List<String> USUAL_KEYS = List.of("id", "event_id", "command_id", "path", "hash", "name");

    private static final Pattern PLAIN_FIELD = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9._/:@+ -]+");

    /** What happened to a statement. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One difference.
     *
     * @param path such as {@code git.branch}, {@code files[src/a.js].status}; {@code []} is an item of a set; a name
     *     with other characters stands in quotes, as in JSON
     * @param before absent when it was added
     * @param after absent when it was removed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String path,
            Kind change,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    static StateDiff between(JsonNode before, JsonNode after) {
        var comparison = new Comparison();
        comparison.compareObjects("", withoutTime(before), withoutTime(after), 0);
        return new StateDiff(List.copyOf(comparison.changes), comparison.omitted);
    }

    private static JsonNode withoutTime(JsonNode state) {
        return state instanceof ObjectNode object ? object.deepCopy().without(SNAPSHOT_AT) : state;
    }

    private static final class Comparison {

        private final List<Change> changes = new ArrayList<>();
        private int omitted;

        private void compare(String path, String name, @Nullable JsonNode before, @Nullable JsonNode after, int depth) {
            if (before == null || after == null) {
                add(path, before, after);
            } else if (depth < MAX_DEPTH && before.isObject() && after.isObject()) {
                compareObjects(path, before, after, depth + 1);
            } else if (depth < MAX_DEPTH && before.isArray() && after.isArray()) {
                compareLists(path, name, before, after, depth + 1);
            } else if (!CanonicalJson.of(before).equals(CanonicalJson.of(after))) {
                add(path, before, after);
            }
        }

        private void compareObjects(String path, JsonNode before, JsonNode after, int depth) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (var name : names) {
                var field = PLAIN_FIELD.matcher(name).matches() && name.length() <= MAX_NAME
                        ? (path.isEmpty() ? "" : ".") + name
                        : "[" + inQuotes(name) + "]";
                compare(path + field, name, before.get(name), after.get(name), depth);
            }
        }

        private void compareLists(String path, String name, JsonNode before, JsonNode after, int depth) {
            var candidates = KEYS.containsKey(name)
                    ? List.of(KEYS.get(name))
                    : USUAL_KEYS.stream().map(List::of).toList();
            for (var key : candidates) {
                var keyedBefore = byKey(before, key);
                var keyedAfter = byKey(after, key);
                if (keyedBefore.isPresent() && keyedAfter.isPresent()) {
                    compareItems(path, keyedBefore.get(), keyedAfter.get(), depth);
                    return;
                }
            }
            compareSets(path, before, after);
        }

        private void compareItems(String path, Map<String, JsonNode> before, Map<String, JsonNode> after, int depth) {
            var keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            for (var key : keys) {
                var item = PLAIN_KEY.matcher(key).matches() && key.length() <= MAX_NAME ? key : inQuotes(key);
                compare(path + "[" + item + "]", "", before.get(key), after.get(key), depth);
            }
        }

        private void compareSets(String path, JsonNode before, JsonNode after) {
            var left = new TreeMap<String, JsonNode>();
            var right = new TreeMap<String, JsonNode>();
            before.forEach(item -> left.put(CanonicalJson.of(item), item));
            after.forEach(item -> right.put(CanonicalJson.of(item), item));
            var common = new HashSet<>(left.keySet());
            common.retainAll(right.keySet());
            left.keySet().removeAll(common);
            right.keySet().removeAll(common);
            left.values().forEach(item -> add(path + "[]", item, null));
            right.values().forEach(item -> add(path + "[]", null, item));
        }

        private void add(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (changes.size() == MAX_CHANGES) {
                omitted++;
                return;
            }
            var kind = before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
            changes.add(new Change(path, kind, before, after));
        }

        /** Empty unless every item is an object with that name, each another one. */
        private static Optional<Map<String, JsonNode>> byKey(JsonNode list, List<String> fields) {
            var items = new TreeMap<String, JsonNode>();
            for (var item : list) {
                var key = key(item, fields);
                if (key == null || items.put(key, item) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(items);
        }

        private static @Nullable String key(JsonNode item, List<String> fields) {
            if (!item.path(fields.getFirst()).isValueNode()
                    || item.path(fields.getFirst()).isNull()) {
                return null;
            }
            var parts = fields.stream()
                    .map(item::get)
                    .filter(Objects::nonNull)
                    .filter(part -> !part.isNull())
                    .map(JsonNode::asText)
                    .toList();
            var key = String.join(" ", parts);
            return fields.equals(KEYS.get("recent_commits")) && key.length() > HASH_DIGITS
                    ? key.substring(0, HASH_DIGITS)
                    : key;
        }

        private static String inQuotes(String name) {
            return CanonicalJson.quoted(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…");
        }
    }
}

package continuity.resume.fold;

import static java.util.Map.Entry.comparingByKey;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For each key the newest statement, and of the keys those with the newest statements.
 *
 * <p>Trimming loses nothing that a join could need: a key is dropped only when {@code limit} others have newer
 * statements, and they will have them in every join that this takes part in.
 *
 * @param limit how many keys are kept
 * @param byKey newest first
 */
public record NewestByKey<T>(int limit, Map<String, Seen<T>> byKey) implements Part<NewestByKey<T>> {

    public NewestByKey {
        var newestFirst = new LinkedHashMap<String, Seen<T>>();
        byKey.entrySet().stream()
                .sorted(Map.Entry.<String, Seen<T>>comparingByValue()
                        .thenComparing(comparingByKey())
                        .reversed())
                .limit(limit)
                .forEachOrdered(entry -> newestFirst.put(entry.getKey(), entry.getValue()));
        byKey = Collections.unmodifiableMap(newestFirst);
    }

    static <T> NewestByKey<T> none(int limit) {
        return new NewestByKey<>(limit, Map.of());
    }

    /** One statement, or nothing when there is no key or no statement. */
    static <T> NewestByKey<T> of(int limit, @Nullable String key, @Nullable Seen<T> seen) {
        return key == null || seen == null ? none(limit) : new NewestByKey<>(limit, Map.of(key, seen));
    }

    @Override
    public NewestByKey<T> join(NewestByKey<T> other) {
        if (byKey.isEmpty() || other.byKey.isEmpty()) {
            return byKey.isEmpty() ? other : this;
        }
        var union = new HashMap<>(byKey);
        other.byKey.forEach((key, seen) -> union.merge(key, seen, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        return new NewestByKey<>(Math.max(limit, other.limit), union);
    }

    @Override
    public NewestByKey<T> inheritedFrom(String instanceId) {
        var inherited = new HashMap<String, Seen<T>>();
        byKey.forEach((key, seen) -> inherited.put(key, seen.inheritedFrom(instanceId)));
        return new NewestByKey<>(limit, inherited);
    }

    /** Newest first. */
    Stream<Map.Entry<String, Seen<T>>> stream() {
        return byKey.entrySet().stream();
    }

    /** The statements alone, newest first. */
    List<Seen<T>> values() {
        return List.copyOf(byKey.values());
    }

    @Nullable
    T value(String key) {
        var seen = byKey.get(key);
        return seen == null ? null : seen.value();
    }
}

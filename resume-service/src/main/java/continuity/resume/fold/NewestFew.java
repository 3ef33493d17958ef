package continuity.resume.fold;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The newest statements, one for each stamp. Making one is what sorts, merges and trims, so that a join is no more than
 * a union.
 *
 * @param limit how many are kept
 * @param items newest first
 */
public record NewestFew<T>(int limit, List<Seen<T>> items) implements Part<NewestFew<T>> {

    public NewestFew {
        var byStamp = new LinkedHashMap<Stamp, Seen<T>>();
        items.stream().sorted(Comparator.reverseOrder()).forEach(seen -> byStamp.putIfAbsent(seen.stamp(), seen));
        items = byStamp.values().stream().limit(limit).toList();
    }

    static <T> NewestFew<T> none(int limit) {
        return new NewestFew<>(limit, List.of());
    }

    @Override
    public NewestFew<T> join(NewestFew<T> other) {
        if (items.isEmpty() || other.items.isEmpty()) {
            return items.isEmpty() ? other : this;
        }
        return new NewestFew<>(
                Math.max(limit, other.limit),
                Stream.concat(items.stream(), other.items.stream()).toList());
    }

    /** Without what was stated after that moment. */
    NewestFew<T> until(Instant moment) {
        return new NewestFew<>(
                limit, items.stream().filter(seen -> !seen.at().isAfter(moment)).toList());
    }

    @Override
    public NewestFew<T> inheritedFrom(String instanceId) {
        return new NewestFew<>(
                limit,
                items.stream().map(seen -> seen.inheritedFrom(instanceId)).toList());
    }
}

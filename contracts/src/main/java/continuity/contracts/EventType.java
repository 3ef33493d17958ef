package continuity.contracts;

import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of event.
 *
 * @param name as stored, {@code commit_created}
 * @param category instance, epic, testing, git, deployment, work_state, planning, lineage or system
 * @param required fields without which it is refused
 * @param optional further fields with a meaning; others are kept as they come
 */
public record EventType(String name, String category, List<String> required, List<String> optional) {

    /** The required ones, then the optional ones. */
    List<String> fields() {
        return Stream.concat(required.stream(), optional.stream()).toList();
    }
}

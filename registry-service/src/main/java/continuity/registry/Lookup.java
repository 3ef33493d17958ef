package continuity.registry;

import java.util.List;

/** What a full id, a hash or the beginning of either leads to. */
sealed interface Lookup {

    /** Most matches that are named, when several fit. */
    int MAX_MATCHES = 10;

    record None() implements Lookup {}

    record One(InstanceRow row) implements Lookup {}

    /** @param matches newest sign of life first, at most {@value Lookup#MAX_MATCHES} */
    record Several(List<InstanceRow> matches, boolean areAll) implements Lookup {}

    /** @param rows that fit, one more than {@value #MAX_MATCHES} when there are more */
    static Lookup of(List<InstanceRow> rows) {
        return switch (rows.size()) {
            case 0 -> new None();
            case 1 -> new One(rows.getFirst());
            default -> new Several(rows.stream().limit(MAX_MATCHES).toList(), rows.size() <= MAX_MATCHES);
        };
    }
}

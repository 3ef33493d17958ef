package continuity.resume.fold;

import org.jspecify.annotations.Nullable;

/** A register: of all statements the oldest wins. */
public record Oldest<T>(@Nullable Seen<T> seen) implements Part<Oldest<T>> {

    @Override
    public Oldest<T> join(Oldest<T> other) {
        if (seen == null || other.seen == null) {
            return seen == null ? other : this;
        }
        return seen.compareTo(other.seen) <= 0 ? this : other;
    }

    @Override
    public Oldest<T> inheritedFrom(String instanceId) {
        return new Oldest<>(seen == null ? null : seen.inheritedFrom(instanceId));
    }
}

package continuity.resume.fold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A register: of all statements the newest wins. */
public record Newest<T>(@Nullable Seen<T> seen) implements Part<Newest<T>> {

    static <T> Newest<T> none() {
        return new Newest<>(null);
    }

    @Override
    public Newest<T> join(Newest<T> other) {
        if (seen == null || other.seen == null) {
            return seen == null ? other : this;
        }
        return seen.compareTo(other.seen) >= 0 ? this : other;
    }

    @Override
    public Newest<T> inheritedFrom(String instanceId) {
        return new Newest<>(seen == null ? null : seen.inheritedFrom(instanceId));
    }

    /** Without what was stated after that moment. */
    Newest<T> until(Instant moment) {
        return seen == null || seen.at().isAfter(moment) ? none() : this;
    }

    @Nullable
    T value() {
        return seen == null ? null : seen.value();
    }

    boolean after(Newest<?> other) {
        return seen != null && (other.seen == null || seen.stamp().after(other.seen.stamp()));
    }
}

package continuity.commandlog.archive;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two series of records, each in the order of the ids, as one; what is in both comes once. */
final class Merged implements Iterator<ArchivedRecord> {

    private final Iterator<ArchivedRecord> left;
    private final Iterator<ArchivedRecord> right;
    private final Set<String> without;
    private @Nullable ArchivedRecord nextLeft;
    private @Nullable ArchivedRecord nextRight;

    /** @param without instances whose records are left out */
    Merged(Iterator<ArchivedRecord> left, Iterator<ArchivedRecord> right, Set<String> without) {
        this.left = left;
        this.right = right;
        this.without = without;
        this.nextLeft = next(left);
        this.nextRight = next(right);
    }

    private @Nullable ArchivedRecord next(Iterator<ArchivedRecord> records) {
        while (records.hasNext()) {
            var record = records.next();
            if (!without.contains(record.instanceId())) {
                return record;
            }
        }
        return null;
    }

    @Override
    public boolean hasNext() {
        return nextLeft != null || nextRight != null;
    }

    @Override
    public ArchivedRecord next() {
        var ofLeft = nextLeft;
        var ofRight = nextRight;
        if (ofLeft == null && ofRight == null) {
            throw new NoSuchElementException();
        }
        var order = ofLeft == null ? 1 : ofRight == null ? -1 : ofLeft.id().compareTo(ofRight.id());
        if (order <= 0) {
            nextLeft = next(left);
        }
        if (order >= 0) {
            nextRight = next(right);
        }
        return order <= 0 ? Objects.requireNonNull(ofLeft) : Objects.requireNonNull(ofRight);
    }
}

package continuity.resume;

import continuity.resume.packet.Confidence.Deduction;
import continuity.resume.rebuild.Rebuilt;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a stored state can be relied on.
 *
 * @param broken true when it could not be read, or lacks what an unreadable one before it held
 * @param repairs what it costs that it had to be rebuilt, with the reasons; empty when it never had to
 */
record Condition(boolean broken, List<Deduction> repairs) {

    static final Condition SOUND = new Condition(false, List.of());
    static final Condition BROKEN = new Condition(true, List.of());

    /** Why a broken one is rebuilt. */
    static final String WAS_UNREADABLE = "the stored state was unreadable";

    static Condition rebuilt(List<Deduction> repairs) {
        return new Condition(false, List.copyOf(repairs));
    }

    /** What it is once that was joined: still broken where somebody did not answer. */
    Condition after(Rebuilt rebuilt) {
        if (!broken) {
            return this;
        }
        return rebuilt.complete() ? rebuilt(rebuilt.repairs(WAS_UNREADABLE)) : BROKEN;
    }

    /** Of a state that inherited from one in the other condition. */
    Condition with(Condition inherited) {
        if (inherited.equals(SOUND)) {
            return this;
        }
        var both = new ArrayList<>(repairs);
        inherited.repairs.stream().filter(repair -> !both.contains(repair)).forEach(both::add);
        return new Condition(broken || inherited.broken, List.copyOf(both));
    }
}

package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The line that an agent shows to its user: {@code Instance: odin-PS-8f4a2b@odin3 | Epic: 003 | Context: 42% | Active:
 * 1.2h}.
 *
 * <p>Rendered from a registry row only, so an id that is shown is an id that is stored.
 */
final class Footer {

    /** Above this, in percent, the footer says how to restore the session. */
    static final int HINT_ABOVE_PERCENT = 30;

    private static final String UNKNOWN = "—";
    private static final double SECONDS_PER_HOUR = Duration.ofHours(1).toSeconds();

    private Footer() {}

    /** @param withHint whether the second line is wanted even while the context is nearly empty */
    static String of(Instance instance, Instant now, boolean withHint) {
        var line = "Instance: %s | Epic: %s | Context: %s | Active: %s"
                .formatted(name(instance), epic(instance), context(instance.contextPercent()), active(instance, now));
        return withHint || isAboveHint(instance.contextPercent())
                ? line + "\n[Use \"resume " + instance.instanceId() + "\" to restore this session]"
                : line;
    }

    /** The line that shows whether anything was lost: {@code Captured: 120 | Stored: 118 | Dropped: 0}. */
    static String of(HookCounts counts) {
        return "Captured: %d | Stored: %d | Dropped: %d"
                .formatted(counts.captured(), counts.stored(), counts.dropped());
    }

    private static String name(Instance instance) {
        var machine = instance.hostMachine();
        return machine == null ? instance.instanceId() : instance.instanceId() + "@" + machine;
    }

    private static String epic(Instance instance) {
        var epic = instance.currentEpic();
        return epic == null ? UNKNOWN : epic;
    }

    private static String context(@Nullable Integer percent) {
        return percent == null ? UNKNOWN : percent + "%";
    }

    /** Hours with one decimal, from registration until now, or until the last sign of life once it is not active. */
    private static String active(Instance instance, Instant now) {
        var end = instance.status() == InstanceStatus.ACTIVE ? now : instance.lastHeartbeat();
        var seconds = Math.max(0, Duration.between(instance.createdAt(), end).toSeconds());
        return String.format(Locale.ROOT, "%.1fh", seconds / SECONDS_PER_HOUR);
    }

    private static boolean isAboveHint(@Nullable Integer percent) {
        return percent != null && percent > HINT_ABOVE_PERCENT;
    }
}

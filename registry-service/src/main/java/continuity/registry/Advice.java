package continuity.registry;

import org.jspecify.annotations.Nullable;

/** What to do about a context window that fills up. */
enum Advice {
    NOTE_PROGRESS(30, "finish the current step before starting a big one"),
    WRITE_DOWN(50, "write down decisions and open points now"),
    CHECKPOINT(70, "make a checkpoint and take small steps"),
    HAND_OVER(85, "stop at the next safe point; a fresh session can resume from there");

    private final int fromPercent;
    private final String words;

    Advice(int fromPercent, String words) {
        this.fromPercent = fromPercent;
        this.words = words;
    }

    /** The advice for a context window that is that full, 0–100; null while there is nothing to say. */
    static @Nullable String at(@Nullable Integer percent) {
        if (percent == null || percent < NOTE_PROGRESS.fromPercent) {
            return null;
        }
        var advice = NOTE_PROGRESS;
        for (var candidate : values()) {
            advice = percent >= candidate.fromPercent ? candidate : advice;
        }
        return "Context is %d%% full: %s".formatted(percent, advice.words);
    }
}

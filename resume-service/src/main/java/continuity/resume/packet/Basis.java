package continuity.resume.packet;

import java.util.List;

/**
 * What a work state rests on, from the firmest to the thinnest.
 *
 * @param kind the best that there is
 * @param missingEvents numbers that are missing in the sequence of events
 * @param lag how far the state may be behind
 * @param repairs what it costs that the stored state was not there or not readable; empty when it was
 */
public record Basis(Kind kind, long missingEvents, Lag lag, List<Confidence.Deduction> repairs) {

    /**
     * Kinds of evidence with the confidence that each begins with, 0–100. That of complete records is measured
     * ({@code ./continuity bench resume}): while the stored state is sound they answer as well as with a checkpoint.
     */
    public enum Kind {
        CHECKPOINT(100, "a checkpoint and the records after it"),
        COMPLETE_RECORDS(98, "records only, complete from the registration; no checkpoint"),
        RECORDS(85, "records only, not from the registration on; no checkpoint"),
        COMMANDS(70, "commands only; no events"),
        REGISTRY_ROW(40, "the registry row only; no record of the work");

        private final int confidence;
        private final String words;

        Kind(int confidence, String words) {
            this.confidence = confidence;
            this.words = words;
        }

        int confidence() {
            return confidence;
        }

        String words() {
            return words;
        }
    }
}

package continuity.sanitizer;

/**
 * One way in which a secret gives itself away.
 *
 * <p>A rule only reports; it sees the text as it came, and neither order nor overlap of rules matters. Its work grows
 * linearly with the text: whatever it looks at and rejects is bounded by a constant, whatever it accepts it skips.
 */
interface Rule {

    void find(String text, Spans spans);
}

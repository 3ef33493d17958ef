package continuity.resume.packet;

/** Lines under headings, up to a limit; what does not fit is counted. */
final class Page {

    private static final int RESERVED_FOR_CLOSING = 100;

    private final int maxLength;
    private final StringBuilder text = new StringBuilder();
    private String heading = "";
    private int end;
    private int leftOut;

    /** @param maxLength in characters */
    Page(int maxLength) {
        this.maxLength = maxLength;
        room(maxLength);
    }

    /** For what follows, in characters. */
    void room(int characters) {
        end = Math.min(text.length() + characters, maxLength - RESERVED_FOR_CLOSING);
    }

    /** Stands above the next line that fits. */
    void heading(String title) {
        heading = "\n## " + title + "\n";
    }

    /**
     * A line that does not fit is left out, for a shorter one may follow.
     *
     * @return whether it fits
     */
    boolean line(String line) {
        var fits = text.length() + heading.length() + line.length() < end;
        if (fits) {
            text.append(heading).append(line).append('\n');
            heading = "";
        } else {
            leftOut++;
        }
        return fits;
    }

    /** All that fitted, and how much did not. */
    @Override
    public String toString() {
        return leftOut == 0
                ? text.toString()
                : text
                        + "\n(%s left out: the limit is %d characters.)\n"
                                .formatted(Counts.of(leftOut, "more line"), maxLength);
    }
}

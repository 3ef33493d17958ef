package continuity.checkpoint;

/**
 * What a cleanup removed, or would have removed.
 *
 * @param freedBytes of their work states in UTF-8; the disk compresses them, and frees the room in its own time
 */
record Cleaned(long deletedCount, long freedBytes) {

    static final Cleaned NOTHING = new Cleaned(0, 0);

    Cleaned plus(Cleaned other) {
        return new Cleaned(deletedCount + other.deletedCount, freedBytes + other.freedBytes);
    }
}

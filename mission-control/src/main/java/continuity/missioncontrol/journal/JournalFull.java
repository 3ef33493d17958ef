package continuity.missioncontrol.journal;

/** The journal has reached its bound and takes nothing until something was delivered. */
public final class JournalFull extends RuntimeException {

    JournalFull(long bytes, long maxBytes) {
        super("the journal holds " + bytes + " bytes, limit " + maxBytes);
    }
}

package continuity.registry.transcripts;

/** Every way in which a request about transcripts is refused, beside rights, invalid fields and unknown instances. */
abstract sealed class TranscriptRefused extends RuntimeException {

    private TranscriptRefused(String message) {
        super(message);
    }

    /** The message for the caller. */
    String detail() {
        return String.valueOf(getMessage());
    }

    /** A path where no transcripts are kept, or not this instance's; nothing was stored. */
    static final class PathNotPermitted extends TranscriptRefused {

        /** @param rule that the path breaks */
        PathNotPermitted(String rule) {
            super("path " + rule);
        }
    }

    /** Nobody has said where this instance's transcript is. */
    static final class NotLinked extends TranscriptRefused {
        NotLinked(String instanceId) {
            super(instanceId + " has no transcript; link one with POST to this path");
        }
    }
}

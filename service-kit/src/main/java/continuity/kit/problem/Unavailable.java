package continuity.kit.problem;

/**
 * Something that we need does not answer: the outcome is unknown and the caller should repeat with the same ids.
 * Answered 503 with {@code Retry-After}.
 */
public class Unavailable extends RuntimeException {

    /** @param what the part that is away, in words for people */
    public Unavailable(String what, Throwable cause) {
        super(what + " does not answer right now; repeat the request with the same ids", cause);
    }
}

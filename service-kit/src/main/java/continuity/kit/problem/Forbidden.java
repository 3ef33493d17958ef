package continuity.kit.problem;

/** The credential is good but does not permit this. Answered 403 {@code forbidden}. */
public final class Forbidden extends RuntimeException {

    public Forbidden(String why) {
        super(why);
    }
}

package continuity.kit.problem;

/** No such instance, or none that this caller may see. Answered 404 {@code instance_not_found}. */
public final class InstanceNotFound extends RuntimeException {

    public InstanceNotFound(String id) {
        super("No instance that you can see matches '" + id + "'");
    }
}

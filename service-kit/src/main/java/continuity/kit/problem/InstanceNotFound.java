package continuity.kit.problem;

/** No such instance, or none that this caller may see. Answered 404 {@code instance_not_found}. */
public final class InstanceNotFound extends RuntimeException {

    public InstanceNotFound(String id) {
        super("No instance matches '" + id + "'; GET /api/v1/instances lists those that you can see");
    }
}

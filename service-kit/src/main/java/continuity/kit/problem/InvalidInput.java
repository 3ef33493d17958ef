package continuity.kit.problem;

import java.util.ArrayList;
import java.util.List;

/** The caller sent something that breaks a rule; names each offending field. Answered 400 {@code validation_failed}. */
public final class InvalidInput extends RuntimeException {

    private final transient List<Problem.FieldError> errors;

    public InvalidInput(String field, String message) {
        this(List.of(new Problem.FieldError(field, message)));
    }

    private InvalidInput(List<Problem.FieldError> errors) {
        super(errors.toString());
        this.errors = List.copyOf(errors);
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }

    /** Collects every broken rule of one request, so that the caller learns them all at once. */
    public static final class Check {

        private final List<Problem.FieldError> errors = new ArrayList<>();

        public Check require(boolean holds, String field, String message) {
            if (!holds) {
                errors.add(new Problem.FieldError(field, message));
            }
            return this;
        }

        /** @throws InvalidInput if any rule was broken */
        public void done() {
            if (!errors.isEmpty()) {
                throw new InvalidInput(errors);
            }
        }
    }
}

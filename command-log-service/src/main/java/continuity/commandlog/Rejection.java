package continuity.commandlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import continuity.kit.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one item of several was not taken.
 *
 * @param index position in the request, from 0
 * @param code stable, for programs
 * @param errors the offending fields, null unless the item was invalid
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rejection(
        int index, String code, String detail, @Nullable List<Problem.FieldError> errors) {

    /** Rethrows {@code e} if it says that we failed, not that the item is wrong. */
    public static Rejection of(int index, RuntimeException e) {
        var problem = Refusals.problemOfItem(e);
        return new Rejection(index, problem.code(), problem.detail(), problem.errors());
    }
}

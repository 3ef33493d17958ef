package continuity.registry.tokens;

import continuity.kit.problem.Forbidden;
import continuity.kit.security.Caller;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may give away, and so also take back: an admin every role, an operator the roles agent and viewer; both
 * only for their own projects, and for their own machine if they are bound to one.
 */
final class Granting {

    private static final Set<String> OF_OPERATORS = Set.of("viewer", "agent");

    private Granting() {}

    /** @throws Forbidden if it is more than the caller may give away; says what */
    static void require(
            Caller caller, Collection<String> roles, Collection<String> projects, @Nullable String machine) {
        if (!caller.is("admin") && !OF_OPERATORS.containsAll(roles)) {
            throw new Forbidden("Only an admin gives and takes the roles operator and admin");
        }
        for (var project : projects) {
            if (!caller.sees(project)) {
                throw new Forbidden(
                        project.equals(Caller.ALL_PROJECTS)
                                ? "Your own token does not reach all projects"
                                : "Your own token does not reach the project '%s'".formatted(project));
            }
        }
        if (caller.machine() != null && !caller.machine().equals(machine)) {
            throw new Forbidden("Your own token is bound to the machine '%s'".formatted(caller.machine()));
        }
    }

    /** @throws Forbidden unless nothing is out of the caller's reach */
    static void requireEverything(Caller caller) {
        if (!caller.is("admin") || !caller.seesAllProjects() || caller.machine() != null) {
            throw new Forbidden("Only an admin of all projects and machines revokes a token that is not in the list");
        }
    }
}

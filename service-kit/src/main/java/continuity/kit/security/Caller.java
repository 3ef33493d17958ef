package continuity.kit.security;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the verified token says.
 *
 * @param subject name of the person, agent or service
 * @param roles of viewer, agent, operator, admin, service
 * @param projects names of the projects in reach; {@code *} means all
 * @param machine the only machine that this caller writes for, null for any
 */
@RegisterForReflection
public record Caller(
        String subject,
        Set<String> roles,
        Set<String> projects,
        @Nullable String machine) {

    public static final String ALL_PROJECTS = "*";

    /** A role of our own services, which act for callers that they name. */
    public static final String SERVICE = "service";

    public boolean seesAllProjects() {
        return projects.contains(ALL_PROJECTS);
    }

    public boolean sees(String project) {
        return seesAllProjects() || projects.contains(project);
    }

    /** Whether this caller may write for an instance of that project on that machine. */
    public boolean writes(String project, @Nullable String hostMachine) {
        var ownMachine = machine == null || hostMachine == null || machine.equals(hostMachine);
        return sees(project) && ownMachine;
    }

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** The project names for a SQL predicate {@code ? OR project = ANY(?)}. */
    public String[] projectNames() {
        return projects.toArray(String[]::new);
    }
}

package continuity.kit.security;

import continuity.kit.problem.Forbidden;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    private static final Set<String> WRITERS = Set.of("agent", "admin", SERVICE);

    public boolean seesAllProjects() {
        return projects.contains(ALL_PROJECTS);
    }

    public boolean sees(String project) {
        return seesAllProjects() || projects.contains(project);
    }

    /** Whether this caller may write for an instance of that project on that machine. */
    public boolean writes(String project, @Nullable String hostMachine) {
        var ownMachine = machine == null || hostMachine == null || machine.equals(hostMachine);
        return sees(project) && ownMachine && !Collections.disjoint(roles, WRITERS);
    }

    /**
     * @throws Forbidden if this caller may not write for an instance of that project on that machine; says which role
     *     or which machine may
     */
    public void requireWriter(String project, @Nullable String hostMachine) {
        if (Collections.disjoint(roles, WRITERS)) {
            throw new Forbidden("Only the roles agent and admin write for agents; this token has %s"
                    .formatted(roles.isEmpty() ? "none" : String.join(", ", new TreeSet<>(roles))));
        }
        if (!writes(project, hostMachine)) {
            throw new Forbidden(
                    sees(project)
                            ? "This token writes for the machine '%s', not for '%s'".formatted(machine, hostMachine)
                            : "This token does not reach the project '%s'".formatted(project));
        }
    }

    /** This caller, with no more projects and machines than {@code other} has. */
    Caller within(Caller other) {
        var common = other.seesAllProjects() ? projects : seesAllProjects() ? other.projects : intersection(other);
        return new Caller(subject, roles, common, other.machine == null ? machine : other.machine);
    }

    private Set<String> intersection(Caller other) {
        return projects.stream().filter(other.projects::contains).collect(Collectors.toUnmodifiableSet());
    }

    public boolean is(String role) {
        return roles.contains(role);
    }

    /** The project names for a SQL predicate {@code ? OR project = ANY(?)}. */
    public String[] projectNames() {
        return projects.toArray(String[]::new);
    }
}

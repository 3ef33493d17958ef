package continuity.registry;

import continuity.contracts.Instance;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a token lets its holder change: instances of its projects, and of its machine if it is bound to one. Whoever
 * only reads changes nothing, also when a service asks on their behalf.
 */
final class WritePermission {

    private WritePermission() {}

    /**
     * @throws InstanceNotFound if the caller may not even see it
     * @throws Forbidden if it runs on another machine than the caller's, or the caller only reads
     */
    static void require(Caller caller, Instance instance) {
        requireSight(caller, instance);
        requireWriter(caller, instance.project(), instance.hostMachine());
    }

    /**
     * The same for an instance that the caller knows by its client session alone: the refusal does not name it.
     *
     * @throws Forbidden if the caller may not write for it
     */
    static void requireForSession(Caller caller, Instance instance) {
        if (!caller.sees(instance.project())) {
            throw new Forbidden("This client session belongs to a project that this token does not reach");
        }
        require(caller, instance);
    }

    /** @throws InstanceNotFound if the caller may not see it */
    static void requireSight(Caller caller, Instance instance) {
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(instance.instanceId());
        }
    }

    /** @throws Forbidden if the project or the machine is not the caller's, or the caller only reads */
    static void require(Caller caller, NewInstance wanted) {
        if (!caller.sees(wanted.project())) {
            throw new Forbidden("This token does not reach the project '" + wanted.project() + "'");
        }
        requireWriter(caller, wanted.project(), wanted.hostMachine());
    }

    private static void requireWriter(Caller caller, String project, @Nullable String hostMachine) {
        var own = caller.machine();
        if (own != null && hostMachine != null && !own.equals(hostMachine)) {
            throw new Forbidden("This token writes for the machine '" + own + "', not for '" + hostMachine + "'");
        }
        if (!caller.writes(project, hostMachine)) {
            throw new Forbidden("This token only reads");
        }
    }
}

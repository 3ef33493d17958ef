package continuity.registry;

import continuity.contracts.Instance;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;

/**
 * What a token lets its holder change: instances of its projects, and of its machine if it is bound to one. Whoever
 * only reads changes nothing, also when a service asks on their behalf.
 */
final class WritePermission {

    private WritePermission() {}

    /**
     * @throws InstanceNotFound if the caller may not even see it
     * @throws Forbidden if it runs on another machine than the caller's, or its roles do not write
     */
    static void require(Caller caller, Instance instance) {
        requireSight(caller, instance);
        caller.requireWriter(instance.project(), instance.hostMachine());
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

    /** @throws Forbidden if the project or the machine is not the caller's, or its roles do not write */
    static void require(Caller caller, NewInstance wanted) {
        if (!caller.sees(wanted.project())) {
            throw new Forbidden("This token does not reach the project '" + wanted.project() + "'");
        }
        caller.requireWriter(wanted.project(), wanted.hostMachine());
    }
}

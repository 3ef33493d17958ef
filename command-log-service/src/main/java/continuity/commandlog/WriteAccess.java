package continuity.commandlog;

import continuity.kit.instances.InstanceDirectory;
import continuity.kit.instances.KnownInstance;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** For which instances a caller may write. */
@ApplicationScoped
public class WriteAccess {

    private final InstanceDirectory directory;

    WriteAccess(InstanceDirectory directory) {
        this.directory = directory;
    }

    /**
     * @throws InstanceNotFound if there is no such instance within the caller's projects
     * @throws Forbidden if the caller's roles do not write, or it runs on a machine that the caller may not write for
     */
    public KnownInstance check(String instanceId, Caller caller) {
        var instance = directory.get(instanceId);
        if (!caller.sees(instance.project())) {
            throw new InstanceNotFound(instanceId);
        }
        caller.requireWriter(instance.project(), instance.hostMachine());
        return instance;
    }
}

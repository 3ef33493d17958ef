package continuity.registry;

import continuity.contracts.Instance;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;

/**
 * Removes an instance for good: here at once, in the other services as soon as they hear of it.
 *
 * <p>The tombstone keeps who did it and why, and makes a repeat harmless.
 */
@ApplicationScoped
class PurgeService {

    private static final Logger LOG = Logger.getLogger(PurgeService.class);

    private final InstanceStore instances;
    private final PurgeStore store;
    private final InstanceMessages messages;

    PurgeService(InstanceStore instances, PurgeStore store, InstanceMessages messages) {
        this.instances = instances;
        this.store = store;
        this.messages = messages;
    }

    /**
     * @return the tombstone; the one that is there if the instance was purged before
     * @throws InstanceNotFound if there is and was no such instance that the caller sees
     * @throws Forbidden if it runs on another machine than the caller's
     */
    @Transactional
    Tombstone purge(String id, String reason, Caller caller) {
        var instanceId = InstanceService.canonical(id);
        instances.lock(instanceId).forEach(row -> WritePermission.require(caller, row.instance()));
        if (store.purge(instanceId, caller.subject(), reason)) {
            var tombstone = visible(instanceId, caller);
            messages.announce(tombstone);
            LOG.infof("%s purged by %s", instanceId, caller.subject());
            return tombstone;
        }
        return visible(instanceId, caller);
    }

    private Tombstone visible(String instanceId, Caller caller) {
        var tombstone = store.find(instanceId).orElseThrow(() -> new InstanceNotFound(instanceId));
        Instance instance = tombstone.instance();
        WritePermission.requireSight(caller, instance);
        return tombstone;
    }
}

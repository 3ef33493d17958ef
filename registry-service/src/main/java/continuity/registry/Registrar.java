package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceId;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every run of an agent its instance: a new one, or the one that its client session already has. */
@ApplicationScoped
class Registrar {

    /** With a million ids in use, one in sixteen is taken; so many in a row never are. */
    private static final int MAX_ATTEMPTS = 50;

    private final InstanceStore store;
    private final InstanceMessages messages;
    private final ShortIds shortIds;

    @Inject
    Registrar(InstanceStore store, InstanceMessages messages) {
        this(store, messages, new ShortIds(new SecureRandom()));
    }

    Registrar(InstanceStore store, InstanceMessages messages, ShortIds shortIds) {
        this.store = store;
        this.messages = messages;
        this.shortIds = shortIds;
    }

    /** @param isNew false if the client session had an instance, which is open again now */
    record Registered(InstanceRow row, boolean isNew) {}

    /**
     * Registers inside the current transaction.
     *
     * @throws InstanceRefused.Superseded if the client session's instance was superseded
     * @throws Forbidden if the caller may not write for the wanted instance, or for the client session's
     */
    Registered register(NewInstance wanted, Caller caller) {
        WritePermission.require(caller, wanted);
        requireParent(wanted, caller);
        var previous = previousOf(wanted, caller);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var shortId = shortIds.next();
            var id = new InstanceId(wanted.project(), wanted.instanceType(), shortId);
            var inserted = store.insert(id.toString(), shortId, wanted, previous);
            if (inserted.isPresent()) {
                messages.announce(inserted.get(), Change.REGISTERED, Map.of());
                return new Registered(inserted.get(), true);
            }
            var known = store.findSession(wanted.client(), wanted.clientSessionId());
            if (known.isPresent()) {
                return new Registered(reopen(known.get(), wanted, caller), false);
            }
        }
        throw new IllegalStateException("no free short id in " + MAX_ATTEMPTS + " attempts");
    }

    private InstanceRow reopen(String instanceId, NewInstance wanted, Caller caller) {
        var instance = store.lock(instanceId).getFirst().instance();
        WritePermission.requireForSession(caller, instance);
        Lifecycle.requireNotSuperseded(instance);
        var row = store.reopen(instanceId, wanted.hostMachine(), wanted.workingDirectory());
        messages.announce(row, Change.REOPENED, Map.of());
        return row;
    }

    /** The instance that was cleared to begin this one: of the same project and visible to the caller, else none. */
    private @Nullable String previousOf(NewInstance wanted, Caller caller) {
        var previous = wanted.previous();
        return previous == null || previous.clientSessionId().equals(wanted.clientSessionId())
                ? null
                : store.findSession(wanted.client(), previous.clientSessionId())
                        .flatMap(store::find)
                        .map(InstanceRow::instance)
                        .filter(instance -> instance.project().equals(wanted.project()))
                        .filter(instance -> caller.sees(instance.project()))
                        .map(Instance::instanceId)
                        .orElse(null);
    }

    private void requireParent(NewInstance wanted, Caller caller) {
        var parent = wanted.parentInstanceId();
        if (parent != null
                && store.find(parent)
                        .filter(row -> caller.sees(row.instance().project()))
                        .isEmpty()) {
            throw new InvalidInput("parent_instance_id", "names no instance that you can see");
        }
    }
}

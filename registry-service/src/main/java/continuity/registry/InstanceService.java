package continuity.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceId;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import continuity.registry.Registrar.Registered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of an instance, one transaction for each request: load, decide, store, announce. */
@ApplicationScoped
class InstanceService {

    private final InstanceStore store;
    private final FleetStore fleet;
    private final IdempotencyStore keys;
    private final Registrar registrar;
    private final InstanceMessages messages;
    private final HookCountStore hookCounts;
    private final ObjectMapper json;

    InstanceService(
            InstanceStore store,
            FleetStore fleet,
            IdempotencyStore keys,
            Registrar registrar,
            InstanceMessages messages,
            HookCountStore hookCounts,
            ObjectMapper json) {
        this.store = store;
        this.fleet = fleet;
        this.keys = keys;
        this.registrar = registrar;
        this.messages = messages;
        this.hookCounts = hookCounts;
        this.json = json;
    }

    /**
     * @param idempotencyKey the same key of the same caller gives the same instance; null for none
     * @throws InstanceRefused if the key belongs to another request, or the client session's instance was superseded
     */
    @Transactional
    Registered register(NewInstance wanted, @Nullable String idempotencyKey, Caller caller) {
        if (idempotencyKey == null) {
            return registrar.register(wanted, caller);
        }
        var hash = hash(wanted);
        var known = keys.claim(caller.subject(), idempotencyKey, hash);
        if (known.isPresent()) {
            return new Registered(repeated(known.get(), hash, caller), false);
        }
        var registered = registrar.register(wanted, caller);
        var instanceId = registered.row().instance().instanceId();
        keys.complete(caller.subject(), idempotencyKey, instanceId);
        return registered;
    }

    /**
     * @throws InstanceRefused if it is closed, superseded, or restarted since
     * @throws Forbidden if the caller may not write for it
     */
    @Transactional
    InstanceStore.Beat heartbeat(String id, Heartbeat heartbeat, Caller caller) {
        var instanceId = canonical(id);
        var beat = store.heartbeat(instanceId, heartbeat, caller)
                .orElseGet(() -> refusedOrBack(instanceId, heartbeat, caller));
        WritePermission.require(caller, beat.row().instance());
        if (beat.isNews()) {
            var change = beat.hasRevived() ? Change.REVIVED : Change.UPDATED;
            messages.announce(
                    store.nextRevision(instanceId), change, facts(beat.row().instance()));
        } else {
            store.doNotWaitForTheDisk();
        }
        hookCounts.keep(instanceId, heartbeat.hooks());
        return beat;
    }

    /** @throws InstanceRefused if the request comes from an older run of the agent */
    @Transactional
    InstanceRow close(String instanceId, Closing closing, Caller caller) {
        var row = lockForWriting(canonical(instanceId), caller);
        hookCounts.keep(row.instance().instanceId(), closing.hooks());
        if (!Lifecycle.isToBeClosed(row.instance(), closing.generation())) {
            return row;
        }
        var closed = store.close(row.instance().instanceId(), closing.reason());
        messages.announce(closed, Change.CLOSED, Collections.singletonMap("reason", closing.reason()));
        return closed;
    }

    /** What a full id, a hash, or the beginning of either leads to; a full id leads to its instance only. */
    Lookup lookUp(String text, Caller caller) {
        var wanted = text.strip().split("@", 2)[0];
        var exact = InstanceId.parse(wanted)
                .flatMap(id -> store.find(id.toString()))
                .filter(row -> caller.sees(row.instance().project()));
        return exact.<Lookup>map(Lookup.One::new).orElseGet(() -> fleet.matches(wanted, caller));
    }

    /** @throws InstanceNotFound if there is none, or none that the caller sees */
    InstanceRow get(String instanceId, Caller caller) {
        return store.find(canonical(instanceId))
                .filter(row -> caller.sees(row.instance().project()))
                .orElseThrow(() -> new InstanceNotFound(instanceId));
    }

    /** The id as it is stored, from one in any case and with or without {@code @machine}. */
    static String canonical(String instanceId) {
        return InstanceId.parse(instanceId)
                .map(InstanceId::toString)
                .orElseThrow(() -> new InstanceNotFound(instanceId));
    }

    /** Says why an instance did not take a heartbeat, unless it has come back a moment ago and takes it now. */
    private InstanceStore.Beat refusedOrBack(String instanceId, Heartbeat heartbeat, Caller caller) {
        Lifecycle.requireAlive(lockForWriting(instanceId, caller).instance(), heartbeat.generation());
        return store.heartbeat(instanceId, heartbeat, caller).orElseThrow();
    }

    private static Map<String, @Nullable Object> facts(Instance instance) {
        var facts = new HashMap<String, @Nullable Object>();
        facts.put("context_percent", instance.contextPercent());
        facts.put("context_source", instance.contextSource());
        facts.put("current_epic", instance.currentEpic());
        return facts;
    }

    private InstanceRow lockForWriting(String instanceId, Caller caller) {
        var row = store.lock(instanceId).stream().findFirst().orElseThrow(() -> new InstanceNotFound(instanceId));
        WritePermission.require(caller, row.instance());
        return row;
    }

    private InstanceRow repeated(IdempotencyStore.Known known, String hash, Caller caller) {
        if (!known.requestHash().equals(hash)) {
            throw new InstanceRefused.IdempotencyKeyReused(known.instanceId());
        }
        return get(known.instanceId(), caller);
    }

    private String hash(NewInstance wanted) {
        try {
            var text = json.writeValueAsString(wanted);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a registration can be hashed", e);
        }
    }
}

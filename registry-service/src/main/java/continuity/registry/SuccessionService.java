package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceStatus;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.registry.Lifecycle.Succession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One instance continues another one's work: both rows change in one transaction, and of any number of callers exactly
 * one succeeds. What may be continued is the resume-service's policy; here anything may, once.
 */
@ApplicationScoped
class SuccessionService {

    private final InstanceStore store;
    private final Registrar registrar;
    private final InstanceMessages messages;

    SuccessionService(InstanceStore store, Registrar registrar, InstanceMessages messages) {
        this.store = store;
        this.registrar = registrar;
        this.messages = messages;
    }

    /**
     * Claims the work of {@code instanceId}, a canonical id.
     *
     * @return the successor, also when the same caller asks again
     * @throws InstanceRefused if another caller has it, the agent was restarted, it is not in the revision that the
     *     claim names, or the successor may not be one
     * @throws InstanceNotFound if the caller does not see the instance, or the successor that it names
     * @throws Forbidden if the caller may not write for the successor, or for both when they belong to two projects
     */
    @Transactional
    InstanceRow succeed(String instanceId, Claim claim, Caller caller) {
        var named = existing(claim);
        var locked =
                store.lock(Stream.concat(Stream.of(instanceId), named.stream()).toArray(String[]::new));
        var predecessor = row(locked, instanceId);
        WritePermission.requireSight(caller, predecessor.instance());
        if (named.filter(instanceId::equals).isPresent()) {
            throw new InvalidInput(
                    claim.successorInstanceId() == null ? "client_session_id" : "successor_instance_id",
                    "names the instance itself, which cannot continue its own work");
        }
        var decision = Lifecycle.succession(predecessor.instance(), predecessor.claimedBy(), claim, named.orElse(null));
        return switch (decision) {
            case Succession.Repeated(var successor) -> {
                var won = store.find(successor).orElseThrow();
                requireSuccessor(won.instance(), claim, caller);
                yield won;
            }
            case Succession.Granted() -> {
                Lifecycle.requireRevisionSeen(predecessor, claim.revision());
                var successor = named.map(id -> joining(row(locked, id).instance(), claim, caller))
                        .orElseGet(() -> register(predecessor.instance(), claim, caller));
                requireOneProjectOrBoth(predecessor.instance(), successor, caller);
                yield link(predecessor.instance(), successor, claim);
            }
        };
    }

    /** The instance that the caller already is, if any. */
    private Optional<String> existing(Claim claim) {
        return claim.successorInstanceId() == null
                ? store.findSession(claim.client(), claim.clientSessionId())
                : Optional.of(InstanceService.canonical(claim.successorInstanceId()));
    }

    private Instance joining(Instance successor, Claim claim, Caller caller) {
        requireSuccessor(successor, claim, caller);
        Lifecycle.requireNotSuperseded(successor);
        if (successor.status() != InstanceStatus.CLOSED) {
            return successor;
        }
        if (claim.successorInstanceId() != null) {
            throw new InstanceRefused.Closed(successor.instanceId());
        }
        return register(successor, claim, caller); // its client session is open again
    }

    private static void requireSuccessor(Instance successor, Claim claim, Caller caller) {
        if (claim.successorInstanceId() == null) {
            WritePermission.requireForSession(caller, successor);
        } else {
            WritePermission.require(caller, successor);
        }
    }

    /** Inside a project whoever sees work may continue it; into another one only whoever may write for both. */
    private static void requireOneProjectOrBoth(Instance predecessor, Instance successor, Caller caller) {
        if (!successor.project().equals(predecessor.project())) {
            WritePermission.require(caller, predecessor);
        }
    }

    private Instance register(Instance predecessor, Claim claim, Caller caller) {
        return registrar.register(claim.successorOf(predecessor), caller).row().instance();
    }

    private InstanceRow link(Instance predecessor, Instance successor, Claim claim) {
        var from = predecessor.instanceId();
        var to = successor.instanceId();
        var superseded = store.supersede(from, predecessor.generation(), to, claim.claimant())
                .orElseThrow(() -> new IllegalStateException(from + " changed while it was locked"));
        messages.announce(superseded, Change.SUPERSEDED, Map.of("superseded_by", to));
        var continued = store.continueFrom(to, from);
        messages.announce(continued, Change.RESUMED, facts(from, claim.resumption()));
        return continued;
    }

    private static Map<String, @Nullable Object> facts(String predecessor, Claim.Resumption resumption) {
        var facts = new HashMap<String, @Nullable Object>();
        facts.put("resumed_from", predecessor);
        facts.put("checkpoint_id", resumption.checkpointId());
        facts.put("context_percent", resumption.contextPercent());
        facts.put("reason", resumption.reason());
        return facts;
    }

    private static InstanceRow row(List<InstanceRow> rows, String instanceId) {
        return rows.stream()
                .filter(row -> row.instance().instanceId().equals(instanceId))
                .findFirst()
                .orElseThrow(() -> new InstanceNotFound(instanceId));
    }
}

package continuity.commandlog.event;

import continuity.commandlog.ListQuery;
import continuity.commandlog.Refused;
import continuity.contracts.EventAppended;
import continuity.contracts.InstanceId;
import continuity.kit.instances.InstanceDirectory;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Reading events: one, what led to it and what followed; an instance's, page by page, summed up or as a file.
 *
 * <p>An instance that is unknown, or of a project out of the caller's reach, is an {@link InstanceNotFound}; so the
 * registry is asked where the store has nothing to show, and only there.
 */
@ApplicationScoped
class EventHistory {

    private final EventHistoryStore store;
    private final EventStatisticsStore statistics;
    private final InstanceDirectory directory;

    EventHistory(EventHistoryStore store, EventStatisticsStore statistics, InstanceDirectory directory) {
        this.store = store;
        this.statistics = statistics;
        this.directory = directory;
    }

    EventPage page(EventFilter filter, int limit, Caller caller) {
        var slice = store.page(filter, caller, limit);
        var total = store.count(filter, caller);
        if (total == 0) {
            requireVisible(filter.instanceId(), caller);
        }
        var cursor =
                slice.hasMore() ? ListQuery.cursorOf(slice.events().getLast().sequenceNum()) : null;
        return new EventPage(slice.events(), total, slice.hasMore(), cursor);
    }

    /** The newest ones, oldest first. */
    LatestEvents latest(String instanceId, int limit, Caller caller) {
        var newest = store.page(EventFilter.newest(readable(instanceId)), caller, limit)
                .events();
        if (newest.isEmpty()) {
            requireVisible(instanceId, caller);
        }
        return new LatestEvents(instanceId, newest.reversed(), newest.size());
    }

    /** @throws Refused.EventNotFound if the caller sees no such event */
    EventAppended find(UUID eventId, Caller caller) {
        return store.find(eventId, caller).orElseThrow(() -> new Refused.EventNotFound(eventId.toString()));
    }

    /** @throws Refused.EventNotFound if the caller sees no such event */
    EventChain chain(UUID eventId, Caller caller) {
        var upwards = store.withCauses(eventId, caller, EventChain.MAX_CAUSES);
        if (upwards.isEmpty()) {
            throw new Refused.EventNotFound(eventId.toString());
        }
        return EventChain.of(upwards);
    }

    /** @throws Refused.EventNotFound if the caller sees no such event */
    Lineage tree(UUID eventId, int maxDepth, Caller caller) {
        return Lineage.of(
                find(eventId, caller), maxDepth, (parents, atMost) -> store.children(parents, caller, atMost));
    }

    /** The newest failure of the instance; none if nothing failed. */
    FailureChain failure(String instanceId, Caller caller) {
        var failing = store.lastFailure(readable(instanceId), caller);
        if (failing.isEmpty()) {
            requireVisible(instanceId, caller);
            return FailureChain.none(instanceId);
        }
        return FailureChain.of(chain(failing.get(), caller));
    }

    /**
     * The failure that an event is, or follows from.
     *
     * @throws Refused.EventNotFound if the instance has no such event
     */
    FailureChain failure(String instanceId, UUID eventId, Caller caller) {
        var chain = chain(eventId, caller);
        if (!chain.instanceId().equals(instanceId)) {
            throw new Refused.EventNotFound(eventId.toString());
        }
        return FailureChain.of(chain);
    }

    /** @param toSequence inclusive; {@link Long#MAX_VALUE} for the whole history */
    Replay replay(String instanceId, long toSequence, Caller caller) {
        return statistics.replay(readable(instanceId), toSequence, caller).orElseGet(() -> {
            requireVisible(instanceId, caller);
            return Replay.empty(instanceId, toSequence);
        });
    }

    /** Empty if nothing happened yet. */
    Optional<Aggregates> aggregates(String instanceId, Caller caller) {
        var types = statistics.byType(readable(instanceId), caller);
        if (types.isEmpty()) {
            requireVisible(instanceId, caller);
            return Optional.empty();
        }
        return Optional.of(Aggregates.of(instanceId, types));
    }

    Performance performance(String instanceId, Caller caller) {
        var byType = statistics.durationsByType(readable(instanceId), caller);
        var byTool = statistics.durationsByTool(instanceId, caller);
        var successRates = statistics.successRates(instanceId, caller);
        if (byType.isEmpty() && successRates.isEmpty()) {
            requireVisible(instanceId, caller);
        }
        return Performance.of(instanceId, byType, byTool, successRates);
    }

    LineageStats lineage(String instanceId, Caller caller) {
        var lineage = statistics.lineage(readable(instanceId), caller);
        if (lineage.events() == 0) {
            requireVisible(instanceId, caller);
        }
        return lineage;
    }

    /** What the store has now, to be read later. */
    EventExport export(String instanceId, Caller caller) {
        var newest = latest(instanceId, 1, caller).events();
        var lastSequence = newest.isEmpty() ? 0 : newest.getFirst().sequenceNum();
        return new EventExport(
                instanceId,
                lastSequence,
                sequence -> store.page(EventFilter.after(instanceId, sequence), caller, EventExport.BATCH)
                        .events());
    }

    /** Whatever is no id at all cannot be looked for. */
    private static String readable(String instanceId) {
        if (InstanceId.parse(instanceId).isEmpty()) {
            throw new InstanceNotFound(instanceId);
        }
        return instanceId;
    }

    private void requireVisible(String instanceId, Caller caller) {
        if (!caller.sees(directory.get(instanceId).project())) {
            throw new InstanceNotFound(instanceId);
        }
    }
}

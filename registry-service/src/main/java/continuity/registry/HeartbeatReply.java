package continuity.registry;

import continuity.contracts.InstanceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent learns from its heartbeat.
 *
 * @param ageSeconds since the last sign of life: 0, it was just given
 * @param stale false, for the same reason
 * @param advice what to do about a context that fills up, null while there is nothing to say
 * @param footer ready to be shown
 */
record HeartbeatReply(
        String instanceId,
        InstanceStatus status,
        Instant lastHeartbeat,
        long ageSeconds,
        boolean stale,
        @Nullable Integer contextPercent,
        @Nullable String currentEpic,
        @Nullable String advice,
        String footer) {

    static HeartbeatReply of(InstanceRow row) {
        var instance = row.instance();
        return new HeartbeatReply(
                instance.instanceId(),
                instance.status(),
                instance.lastHeartbeat(),
                row.ageSeconds(),
                instance.status() == InstanceStatus.STALE,
                instance.contextPercent(),
                instance.currentEpic(),
                Advice.at(instance.contextPercent()),
                Footer.of(instance, row.readAt(), false));
    }
}

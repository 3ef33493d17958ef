package continuity.commandlog.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Remembers under which instance an id was accepted, so that the same id under another one is refused without asking
 * the database, which may be away. What this process does not remember is found out when the command is projected.
 */
@ApplicationScoped
class RecentIds {

    private static final int MAX_REMEMBERED = 50_000;

    private final Cache<UUID, String> owners =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /** @return whether {@code id} is free, or was given to the same instance before */
    boolean claim(UUID id, String instanceId) {
        var owner = owners.asMap().putIfAbsent(id, instanceId);
        return owner == null || owner.equals(instanceId);
    }
}

package continuity.resume;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contexts as this replica wrote them last, so that a busy one is not read and parsed again for each batch. They are no
 * more than a guess: a write succeeds only on the version that is stored, whoever wrote that.
 *
 * <p>One that is being changed is taken out, and comes back after the commit only: a version that was rolled back must
 * not meet another writer's of the same number.
 */
@ApplicationScoped
class RecentContexts {

    /** Statements in all, each some 400 bytes as objects; a context has at most some 1,200. */
    private static final long MAX_STATEMENTS = 40_000;

    private static final int OTHER_STATEMENTS = 50;

    private final Cache<String, Context> contexts = Caffeine.newBuilder()
            .maximumWeight(MAX_STATEMENTS)
            .weigher((String id, Context context) -> statements(context))
            .build();

    private static int statements(Context context) {
        var work = context.evidence();
        return work.repository().touches().items().size()
                + work.toolCalls().ended().byKey().size()
                + work.toolCalls().outcomes().byKey().size()
                + OTHER_STATEMENTS;
    }

    /** Those of these instances that are here, which then they are not any more. */
    Map<String, Context> take(Collection<String> instanceIds) {
        var taken = new HashMap<String, Context>();
        for (var id : instanceIds) {
            var context = contexts.asMap().remove(id);
            if (context != null) {
                taken.put(id, context);
            }
        }
        return taken;
    }

    void keep(@Nullable Context written) {
        if (written != null) {
            contexts.put(written.instanceId(), written);
        }
    }
}

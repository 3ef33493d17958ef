package continuity.resume;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contexts as this replica wrote or read them last, so that none is read and parsed again for each batch or answer.
 * They are no more than a guess: a write succeeds only on the version that is stored, whoever wrote that, and a reader
 * asks for the version first.
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
            contexts.asMap().merge(written.instanceId(), written, RecentContexts::newer);
        }
    }

    private static Context newer(Context one, Context other) {
        return one.version() > other.version() ? one : other;
    }

    /**
     * What is stored, in the order of {@code stored} and not older than there; without what has gone meanwhile.
     *
     * @param load reads those that are not here
     */
    List<Context> of(List<ContextVersion> stored, Function<List<String>, List<Context>> load) {
        return ofThoseHereOr(stored, missing -> {
            var loaded = load.apply(missing);
            loaded.forEach(this::keep);
            return loaded;
        });
    }

    /** The same, but what is read is not kept: it may be a part only. */
    List<Context> ofThoseHereOr(List<ContextVersion> stored, Function<List<String>, List<Context>> load) {
        var here = new HashMap<String, Context>();
        for (var row : stored) {
            var context = contexts.getIfPresent(row.instanceId());
            if (context != null && context.version() == row.version()) {
                here.put(row.instanceId(), context);
            }
        }
        var missing = stored.stream()
                .map(ContextVersion::instanceId)
                .filter(id -> !here.containsKey(id))
                .toList();
        if (!missing.isEmpty()) {
            load.apply(missing).forEach(context -> here.put(context.instanceId(), context));
        }
        return stored.stream()
                .flatMap(row -> Stream.ofNullable(here.get(row.instanceId())).map(row::on))
                .toList();
    }
}

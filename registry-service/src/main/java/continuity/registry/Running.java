package continuity.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn or a tool call that an agent has begun and not ended, as far as its hooks say.
 *
 * @param tool name of the newest open tool call as the client calls it, {@code Bash}; null while the model thinks
 * @param since when that tool call, or else the turn, began; null in a request means now
 */
record Running(@Nullable String tool, @Nullable Instant since) {}

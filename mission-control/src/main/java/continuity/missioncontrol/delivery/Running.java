package continuity.missioncontrol.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn or a tool call that has begun and not ended.
 *
 * @param tool name of the newest open tool call; null while the model thinks
 * @param since when that tool call, or else the turn, began; server time
 */
@RegisterForReflection
public record Running(@Nullable String tool, Instant since) {}

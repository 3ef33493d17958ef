package continuity.kit.kafka;

import org.jspecify.annotations.Nullable;

/** A message that Kafka will never take, however often it is sent: too large, or not writable as JSON. */
public final class Unpublishable extends RuntimeException {

    public Unpublishable(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}

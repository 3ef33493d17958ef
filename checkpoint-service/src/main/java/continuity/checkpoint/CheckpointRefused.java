package continuity.checkpoint;

import java.util.UUID;

/** Every way in which this feature says no, beyond invalid fields and unknown instances. */
abstract sealed class CheckpointRefused extends RuntimeException {

    private CheckpointRefused(String message) {
        super(message);
    }

    /** No such checkpoint, or none that this caller may see. */
    static final class NotFound extends CheckpointRefused {
        NotFound(UUID id) {
            super("No checkpoint has the id " + id + "; GET /api/v1/checkpoints lists those that you can see");
        }
    }

    /** The key belongs to another request. */
    static final class KeyReused extends CheckpointRefused {
        KeyReused() {
            super("This Idempotency-Key was sent with another body before; use a new key for a new checkpoint");
        }
    }
}

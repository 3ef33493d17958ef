package continuity.registry;

import org.jspecify.annotations.Nullable;

/** Every way in which the registry says no to a request about an instance that exists. Nothing was changed. */
abstract sealed class InstanceRefused extends RuntimeException {

    private InstanceRefused(String message) {
        super(message);
    }

    /** The message for the caller. */
    String detail() {
        return String.valueOf(getMessage());
    }

    /** It was closed; registering its client session again reopens it. */
    static final class Closed extends InstanceRefused {
        Closed(String instanceId) {
            super(instanceId + " is closed; register its client session again, or resume it");
        }
    }

    /** Another instance continues its work, so it never comes alive again. */
    static final class Superseded extends InstanceRefused {
        private final String successor;

        Superseded(String instanceId, String successor) {
            super(instanceId + " was resumed: " + successor + " continues its work");
            this.successor = successor;
        }

        String successor() {
            return successor;
        }
    }

    /** Somebody else was faster. */
    static final class AlreadyClaimed extends InstanceRefused {
        private final String winner;

        AlreadyClaimed(String instanceId, String winner) {
            super(instanceId + " is already continued by " + winner);
            this.winner = winner;
        }

        String winner() {
            return winner;
        }
    }

    /** The agent was restarted meanwhile; what its older run says no longer counts. */
    static final class GenerationPassed extends InstanceRefused {
        GenerationPassed(String instanceId, int theirs, int current) {
            super(instanceId + " is in generation " + current + ", the request speaks of generation " + theirs);
        }
    }

    /** The instance has changed since the caller looked. */
    static final class RevisionPassed extends InstanceRefused {
        RevisionPassed(String instanceId, long theirs, long current) {
            super(instanceId + " is in revision " + current + ", the request speaks of revision " + theirs);
        }
    }

    /** The key belongs to another request. */
    static final class IdempotencyKeyReused extends InstanceRefused {
        IdempotencyKeyReused(@Nullable String instanceId) {
            super("This Idempotency-Key registered " + instanceId + " with another body; use a new key");
        }
    }
}

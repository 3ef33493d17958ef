package continuity.contracts;

import java.util.Locale;

/** Life of an instance: active ⇄ stale → closed. The registry persists it; nobody else computes it. */
public enum InstanceStatus {
    ACTIVE,
    STALE,
    CLOSED;

    /** The name on the wire and in the database, lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with that name on the wire. */
    public static InstanceStatus of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

package continuity.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Time-ordered record ids (RFC 9562, version 7): 48 bits of milliseconds, then random or derived bits.
 *
 * <p>A derived id is the same for the same origin and parts, so that whoever makes a record again makes the same
 * record.
 */
public final class Uuid7 {

    /** How far back an id's time may lie behind the server's clock: older partitions are closed. */
    public static final Duration MAX_AGE = Duration.ofDays(8);

    /** How far an id's time may run ahead of the server's clock. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long MILLIS_MASK = 0xFFFF_FFFF_FFFFL;

    private Uuid7() {}

    /** A new id with that time, in milliseconds, and 74 random bits. */
    public static UUID at(Instant time) {
        return assemble(time.toEpochMilli(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** The id of what follows from {@code origin} by {@code parts}: same time bits, the rest a hash of all of them. */
    public static UUID derive(UUID origin, String... parts) {
        return derive(timeOf(origin), origin + "\n" + String.join("\n", parts));
    }

    /** The id of what happened at {@code time} and is named by {@code identity}; always the same for the same two. */
    public static UUID derive(Instant time, String identity) {
        var hash = ByteBuffer.wrap(sha256(identity));
        return assemble(time.toEpochMilli(), hash.getLong(), hash.getLong());
    }

    /** The time in an id, in milliseconds. Meaningful only where {@link #isVersion7} holds. */
    public static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    public static boolean isVersion7(UUID id) {
        return id.version() == 7 && id.variant() == 2;
    }

    /** Whether an id that a client chose fits into the partitions that are open at {@code now}. */
    public static boolean isWithinReach(UUID id, Instant now) {
        var time = timeOf(id);
        return isVersion7(id) && !time.isBefore(now.minus(MAX_AGE)) && !time.isAfter(now.plus(MAX_AHEAD));
    }

    private static UUID assemble(long millis, long high, long low) {
        var most = (millis & MILLIS_MASK) << 16 | 0x7000L | (high & 0xFFFL);
        var least = 0x8000_0000_0000_0000L | (low >>> 2);
        return new UUID(most, least);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

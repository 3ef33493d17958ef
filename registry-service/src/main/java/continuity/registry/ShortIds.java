package continuity.registry;

import continuity.contracts.InstanceId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Proposes short ids, six hexadecimal digits; whoever stores one finds out whether it is taken, and asks for another.
 */
final class ShortIds {

    private static final int BITS = 4 * InstanceId.HASH_DIGITS;

    private final RandomGenerator random;

    ShortIds(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return HexFormat.of().toHexDigits(random.nextInt(1 << BITS), InstanceId.HASH_DIGITS);
    }
}

package continuity.checkpoint;

import static com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS;
import static com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A client's {@code Idempotency-Key} with the request that it stands for; both only as SHA-256 in hexadecimal digits,
 * since nobody needs to read them again.
 *
 * @param subject whose key it is: keys of different callers never meet
 */
record RequestKey(String subject, String key, String request) {

    private static final int MAX_LENGTH = 255;

    /** Two bodies that differ only in the order of their fields or in white space are one request. */
    static RequestKey of(String subject, String key, String body, ObjectMapper json) {
        new InvalidInput.Check()
                .require(
                        !key.isBlank() && key.length() <= MAX_LENGTH,
                        "Idempotency-Key",
                        "has 1 to " + MAX_LENGTH + " characters")
                .done();
        return new RequestKey(subject, sha256(key), sha256(canonical(body, json)));
    }

    private static String canonical(String body, ObjectMapper json) {
        try {
            var tree = json.readerFor(Object.class)
                    .with(USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(body);
            return json.writer(ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

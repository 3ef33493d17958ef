package continuity.commandlog;

import continuity.commandlog.RequestItems.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** Looks at the size of a record again when its secrets are marked, since marks may be longer than the secrets. */
@ApplicationScoped
public class RecordSize {

    /** Below this size an item cannot outgrow a message, however many marks the sanitizer puts in, in bytes. */
    private static final int SURELY_FITS = 256 * 1024;

    /**
     * In bytes of JSON; leaves a quarter for marks. Kafka takes messages of 3 MiB, so that this fits also when
     * PostgreSQL has written out {@link Normaliser#MAX_NODES} numbers with {@link Normaliser#MAX_DIGITS} each.
     */
    static final int MAX = RequestItems.MAX_ITEM / 4 * 5;

    private final JsonText json;

    RecordSize(JsonText json) {
        this.json = json;
    }

    /**
     * @param content what became of {@code item}
     * @throws Refused.TooLarge if it can be stored but not told
     */
    public void check(Item item, Object content) {
        if (item.bytes() > SURELY_FITS && json.of(content).getBytes(StandardCharsets.UTF_8).length > MAX) {
            throw new Refused.TooLarge("The item, with its secrets marked,", MAX);
        }
    }
}

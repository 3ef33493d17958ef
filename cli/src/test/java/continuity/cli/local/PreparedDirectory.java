package continuity.cli.local;

import java.time.Instant;

/** A data directory as the first start leaves it: with keys, tokens and passwords. */
public final class PreparedDirectory {

    private PreparedDirectory() {}

    /** @param now when the tokens are made */
    public static void prepare(DataDirectory data, Instant now) {
        data.prepare();
        Credentials.prepare(data, now);
    }
}

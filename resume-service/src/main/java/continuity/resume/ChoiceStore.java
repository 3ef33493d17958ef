package continuity.resume;

import continuity.kit.sql.Database;
import continuity.resume.HintResolution.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code resume.choice_lists}; expired lists are swept when a new one is kept. */
@ApplicationScoped
class ChoiceStore {

    private static final String KEEP = """
            INSERT INTO resume.choice_lists (list_id, subject, client_session_id, hint, rule, instance_ids, expires)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SWEEP = "DELETE FROM resume.choice_lists WHERE expires < ?";

    private static final String FIND = """
            SELECT list_id, hint, rule, instance_ids
              FROM resume.choice_lists
             WHERE list_id = ? AND subject = ? AND expires > ?
            """;

    private static final String LAST_SHOWN = """
            SELECT list_id, hint, rule, instance_ids
              FROM resume.choice_lists
             WHERE subject = ? AND client_session_id = ? AND expires > ?
             ORDER BY created_at DESC
             LIMIT 1
            """;

    private final Database database;

    ChoiceStore(Database database) {
        this.database = database;
    }

    /** @param place a client session, or wherever else it is shown; null for nowhere that we know */
    void keep(ChoiceList list, String subject, @Nullable String place, Instant now) {
        database.update(SWEEP, now);
        database.update(
                KEEP,
                list.listId(),
                subject,
                place,
                list.hint().text(),
                list.rule(),
                list.instanceIds().toArray(String[]::new),
                now.plus(ChoiceList.VALID_FOR));
    }

    Optional<ChoiceList> find(UUID listId, String subject, Instant now) {
        return database.queryOne(FIND, ChoiceStore::list, listId, subject, now);
    }

    /** The newest list that was shown to that subject in that place. */
    Optional<ChoiceList> lastShown(String subject, String place, Instant now) {
        return database.queryOne(LAST_SHOWN, ChoiceStore::list, subject, place, now);
    }

    private static ChoiceList list(ResultSet row) throws SQLException {
        var rule = Rule.valueOf(row.getString("rule").toUpperCase(Locale.ROOT));
        var instanceIds = List.of((String[]) row.getArray("instance_ids").getArray());
        return new ChoiceList(row.getObject("list_id", UUID.class), new Hint(row.getString("hint")), rule, instanceIds);
    }
}

package continuity.commandlog.snippet;

import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All SQL about snippets. */
@ApplicationScoped
class SnippetStore {

    private static final String INSERT = """
            INSERT INTO command_log.snippets (
                   snippet_id, instance_id, project, snippet_type, title, content, tags, event_id, source_file,
                   source_line_start, source_line_end, words, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, array_to_tsvector(?), ?)
                ON CONFLICT (snippet_id) DO NOTHING
            """;

    private static final String BY_ID = """
            SELECT snippet_id, instance_id, project, snippet_type, title, content, tags, event_id, source_file,
                   source_line_start, source_line_end, created_at
              FROM command_log.snippets
             WHERE snippet_id = ?
            """;

    private static final String FIND = """
            SELECT snippet_id, instance_id, project, snippet_type, title, content, tags, event_id, source_file,
                   source_line_start, source_line_end, created_at
              FROM command_log.snippets
             WHERE (? OR project = ANY (?))
               AND snippet_id = ?
            """;

    private static final String PAGE = """
            SELECT snippet_id, instance_id, project, snippet_type, title, content, tags, event_id, source_file,
                   source_line_start, source_line_end, created_at
              FROM command_log.snippets
             WHERE (? OR project = ANY (?))
               AND (?::text IS NULL OR instance_id = ?)
               AND (?::text IS NULL OR project = ?)
               AND (?::text IS NULL OR snippet_type = ?)
               AND (?::text IS NULL OR tags @> ARRAY[?::text])
               AND (?::tsquery IS NULL OR words @@ ?::tsquery)
               AND (?::timestamptz IS NULL OR created_at >= ?)
               AND (?::timestamptz IS NULL OR created_at <= ?)
               AND (?::uuid IS NULL OR snippet_id < ?)
             ORDER BY snippet_id DESC
             LIMIT ?
            """;

    private static final String COUNT = """
            SELECT count(*)
              FROM command_log.snippets
             WHERE (? OR project = ANY (?))
               AND (?::text IS NULL OR instance_id = ?)
               AND (?::text IS NULL OR project = ?)
               AND (?::text IS NULL OR snippet_type = ?)
               AND (?::text IS NULL OR tags @> ARRAY[?::text])
               AND (?::tsquery IS NULL OR words @@ ?::tsquery)
               AND (?::timestamptz IS NULL OR created_at >= ?)
               AND (?::timestamptz IS NULL OR created_at <= ?)
            """;

    private static final String REMOVE_EXPIRED =
            "SELECT command_log.remove_expired_snippets(now() - make_interval(secs => ?), ?)";

    private final Database database;

    SnippetStore(Database database) {
        this.database = database;
    }

    /** @return whether its id was not in the table yet */
    boolean insert(Snippet snippet) {
        var words = Words.of(snippet.title(), snippet.content(), String.join(" ", snippet.tags()));
        return database.update(
                        INSERT,
                        snippet.snippetId(),
                        snippet.instanceId(),
                        snippet.project(),
                        snippet.snippetType(),
                        snippet.title(),
                        snippet.content(),
                        snippet.tags().toArray(String[]::new),
                        snippet.eventId(),
                        snippet.sourceFile(),
                        snippet.sourceLineStart(),
                        snippet.sourceLineEnd(),
                        words,
                        snippet.createdAt())
                == 1;
    }

    /** Whoever it belongs to: only for the answer to the one who wrote it. */
    Optional<Snippet> find(UUID snippetId) {
        return database.queryOne(BY_ID, SnippetStore::snippet, snippetId);
    }

    Optional<Snippet> find(UUID snippetId, Caller caller) {
        return database.queryOne(
                FIND, SnippetStore::snippet, caller.seesAllProjects(), caller.projectNames(), snippetId);
    }

    /**
     * Newest first.
     *
     * @param limit number of rows
     */
    List<Snippet> page(SnippetFilter filter, Caller caller, int limit) {
        var arguments = arguments(filter, caller);
        arguments.addAll(Arrays.asList(filter.before(), filter.before(), limit));
        return database.query(PAGE, SnippetStore::snippet, arguments.toArray());
    }

    /** Number of rows on all pages. */
    long count(SnippetFilter filter, Caller caller) {
        return database.queryOne(
                        COUNT, row -> row.getLong(1), arguments(filter, caller).toArray())
                .orElse(0L);
    }

    /** Removes snippets of that age, by the database's clock. @return how many */
    long removeExpired(Duration age, int atMost) {
        return database.queryOne(REMOVE_EXPIRED, row -> row.getLong(1), (double) age.toSeconds(), atMost)
                .orElse(0L);
    }

    /** Every condition asks first whether it matters, so all but the caller's projects come twice. */
    private static List<@Nullable Object> arguments(SnippetFilter filter, Caller caller) {
        var arguments = new ArrayList<@Nullable Object>();
        arguments.add(caller.seesAllProjects());
        arguments.add(caller.projectNames());
        var conditions = Arrays.asList(
                filter.instanceId(),
                filter.project(),
                filter.snippetType(),
                filter.tag(),
                filter.words(),
                filter.from(),
                filter.to());
        for (var condition : conditions) {
            arguments.add(condition);
            arguments.add(condition);
        }
        return arguments;
    }

    private static Snippet snippet(ResultSet row) throws SQLException {
        return new Snippet(
                row.getObject("snippet_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                row.getString("snippet_type"),
                row.getString("title"),
                row.getString("content"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getObject("event_id", UUID.class),
                row.getString("source_file"),
                row.getObject("source_line_start", Integer.class),
                row.getObject("source_line_end", Integer.class),
                Objects.requireNonNull(Database.instant(row, "created_at")));
    }
}

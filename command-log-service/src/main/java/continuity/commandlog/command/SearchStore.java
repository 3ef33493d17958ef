package continuity.commandlog.command;

import continuity.commandlog.JsonText;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions about many commands; each is limited to the caller's projects before anything is matched or counted.
 *
 * <p>What many rows have is found by walking from the newest, what few have by the index of terms; nothing but the data
 * tells which is which, so a sample is asked first. docs/queries.md shows the plans.
 */
@ApplicationScoped
class SearchStore {

    /** How many rows of a search are counted one by one. */
    static final int MAX_COUNTED = 10_000;

    /** How many of the newest rows are walked through for one page. */
    private static final int MAX_WALKED = 20_000;

    /** Rows of a sample, about. */
    private static final int SAMPLE = 1_500;

    /** In a sample fewer than these may be chance, or a few neighbours. */
    private static final int MIN_SAMPLED = 50;

    /** Only what is this often too many is taken for too many without having been counted. */
    private static final int MARGIN = 3;

    /** Most projects of a caller that are looked for in the index. */
    private static final int MAX_PROJECTS = 20;

    private static final String ROWS = """
            SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint
              FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
             WHERE inhparent = 'command_log.command_log'::regclass
            """;

    /** Always the same pages, so that they stay in memory and each page of a list says the same. */
    private static final String SAMPLED = """
            SELECT count(*) AS sampled, count(*) FILTER (WHERE {wanted}) AS matching
              FROM command_log.command_log TABLESAMPLE SYSTEM (?) REPEATABLE (1)
            """;

    /**
     * Both WITH are carried out row by row, as far as they are asked for; the first one hides the limit from the
     * planner, which would read the whole table in the hope for early matches.
     */
    private static final String FOUND = """
            WITH matching AS MATERIALIZED (
                SELECT command_id
                  FROM command_log.command_log
                 WHERE {wanted}
            ), found AS MATERIALIZED (
                SELECT command_id FROM matching LIMIT ?
            ), counted AS (
                SELECT count(*) AS found FROM found
            ), page AS (
                SELECT command_id
                  FROM found
                 WHERE {further} AND (SELECT found FROM counted) < ?
                 ORDER BY command_id DESC
                 LIMIT ?
            )
            SELECT found, command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM counted LEFT JOIN (page JOIN command_log.command_log USING (command_id)) ON true
             ORDER BY command_id DESC
            """;

    private static final String NEWEST = """
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM (SELECT *
                      FROM command_log.command_log
                     WHERE {within} AND {further}
                     ORDER BY command_id DESC
                     LIMIT ?) AS newest
             WHERE {wanted}
             ORDER BY command_id DESC
             LIMIT ?
            """;

    private static final String COLLECTED = """
            WITH matching AS MATERIALIZED (
                SELECT command_id
                  FROM command_log.command_log
                 WHERE {wanted} AND {further}
            ), page AS (
                SELECT command_id FROM matching ORDER BY command_id DESC LIMIT ?
            )
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM page JOIN command_log.command_log USING (command_id)
             ORDER BY command_id DESC
            """;

    private final Database database;
    private final JsonText json;

    SearchStore(Database database, JsonText json) {
        this.database = database;
        this.json = json;
    }

    /**
     * What a sample says about the number of rows on all pages.
     *
     * @param rows extrapolated
     */
    record Estimate(long rows, long sampled) {

        private static final Estimate NONE = new Estimate(0, 0);

        /** Whether there are more than can be counted, beyond doubt. */
        boolean isMany() {
            return sampled >= MIN_SAMPLED && rows >= (long) MARGIN * MAX_COUNTED;
        }
    }

    /**
     * Rows of one page, and how many there are on all pages.
     *
     * @param total at most {@link #MAX_COUNTED}; one more stands for all that is more, and then {@code rows} is empty
     */
    record Found(List<StoredCommand> rows, long total) {}

    Estimate estimate(CommandFilter filter, Caller caller) {
        long all = database.queryOne(ROWS, row -> row.getLong(1)).orElse(0L);
        if (all <= MAX_COUNTED) {
            return Estimate.NONE;
        }
        var wanted = wanted(within(filter, caller), filter, words(filter));
        var arguments = new ArrayList<>(wanted.arguments());
        arguments.add(Math.min(100.0, 100.0 * SAMPLE / all));
        return database.queryOne(
                        SAMPLED.replace("{wanted}", wanted.sql()),
                        row -> {
                            var matching = row.getLong("matching");
                            return new Estimate(all * matching / Math.max(1, row.getLong("sampled")), matching);
                        },
                        arguments.toArray())
                .orElse(Estimate.NONE);
    }

    /** A page, newest first, of all that the indexes find; for what is rare. */
    Found found(CommandFilter filter, Caller caller, int limit) {
        var rows = new ArrayList<StoredCommand>();
        var statement = foundStatement(filter, caller, limit);
        var total = database.query(
                        statement.sql(),
                        row -> {
                            if (row.getString("command_id") != null) {
                                rows.add(CommandRow.read(row, json));
                            }
                            return row.getLong("found");
                        },
                        statement.arguments().toArray())
                .getFirst();
        return new Found(rows, total);
    }

    /** The same page, found by walking from its beginning; for what is frequent. */
    List<StoredCommand> newest(CommandFilter filter, Caller caller, int limit) {
        var rows = query(newestStatement(filter, caller, limit));
        return rows.size() == limit ? rows : query(collectedStatement(filter, caller, limit));
    }

    private List<StoredCommand> query(Conditions statement) {
        return database.query(
                statement.sql(),
                row -> CommandRow.read(row, json),
                statement.arguments().toArray());
    }

    static Conditions foundStatement(CommandFilter filter, Caller caller, int limit) {
        var wanted = indexed(filter, caller);
        var further = further(filter);
        var arguments = new ArrayList<>(wanted.arguments());
        arguments.add(MAX_COUNTED + 1);
        arguments.addAll(further.arguments());
        arguments.addAll(List.of(MAX_COUNTED + 1, limit));
        return new Conditions(FOUND.replace("{wanted}", wanted.sql()).replace("{further}", further.sql()), arguments);
    }

    static Conditions newestStatement(CommandFilter filter, Caller caller, int limit) {
        var within = within(filter, caller);
        var further = further(filter);
        var wanted = wanted(within, filter, words(filter));
        var arguments = new ArrayList<>(within.arguments());
        arguments.addAll(further.arguments());
        arguments.add(MAX_WALKED);
        arguments.addAll(wanted.arguments());
        arguments.add(limit);
        return new Conditions(
                NEWEST.replace("{within}", within.sql())
                        .replace("{further}", further.sql())
                        .replace("{wanted}", wanted.sql()),
                arguments);
    }

    /** By the index of terms, or by the ids that are left: what is frequent was so long ago, or ends here. */
    private static Conditions collectedStatement(CommandFilter filter, Caller caller, int limit) {
        var wanted = indexed(filter, caller);
        var further = further(filter);
        var arguments = new ArrayList<>(wanted.arguments());
        arguments.addAll(further.arguments());
        arguments.add(limit);
        return new Conditions(
                COLLECTED.replace("{wanted}", wanted.sql()).replace("{further}", further.sql()), arguments);
    }

    /** SQL of our own wording, and what the caller put into it. */
    record Conditions(String sql, List<Object> arguments) {

        private static final Conditions NONE = new Conditions("true", List.of());
    }

    /** Joins those that are asked for, so that the planner sees which index serves them. */
    private static final class Joined implements BiConsumer<String, @Nullable Object> {
        private final List<String> sql = new ArrayList<>();
        private final List<Object> arguments = new ArrayList<>();

        @Override
        public void accept(String condition, @Nullable Object argument) {
            if (argument != null) {
                sql.add(condition);
                arguments.add(argument);
            }
        }

        void add(Conditions conditions) {
            if (!conditions.equals(Conditions.NONE)) {
                sql.add(conditions.sql());
                arguments.addAll(conditions.arguments());
            }
        }

        Conditions conditions() {
            return sql.isEmpty() ? Conditions.NONE : new Conditions(String.join(" AND ", sql), arguments);
        }
    }

    /** What has an index in the order of the ids. */
    private static Conditions within(CommandFilter filter, Caller caller) {
        var joined = new Joined();
        joined.add(visible(filter, caller));
        joined.accept("instance_id = ?", filter.instanceId());
        joined.accept("project = ?", filter.project());
        return joined.conditions();
    }

    /** What the caller may see, of the partitions that may hold it. */
    private static Conditions visible(CommandFilter filter, Caller caller) {
        var joined = new Joined();
        joined.accept("project = ANY (?)", caller.seesAllProjects() ? null : caller.projectNames());
        joined.accept("command_id >= ?", filter.firstId());
        joined.accept("command_id < ?", filter.endId());
        return joined.conditions();
    }

    /**
     * All that is asked for, for the index of terms. Names of instances and projects are never cut, so beside words
     * their terms say it all, and their own indexes would be read for nothing.
     */
    private static Conditions indexed(CommandFilter filter, Caller caller) {
        var columns = filter.words().isEmpty() ? within(filter, caller) : visible(filter, caller);
        return wanted(columns, filter, terms(filter, caller));
    }

    /**
     * All that is asked for.
     *
     * @param ofTerms {@link #words} or {@link #terms}
     */
    private static Conditions wanted(Conditions within, CommandFilter filter, Conditions ofTerms) {
        var joined = new Joined();
        joined.add(within);
        joined.accept("host_machine = ?", filter.machine());
        joined.accept("command_type = ?", filter.commandType());
        joined.accept("tool_name = ?", filter.toolName());
        joined.accept("action = ?", filter.action());
        joined.accept(
                "tags @> ?", filter.tags().isEmpty() ? null : filter.tags().toArray(String[]::new));
        joined.accept("success = ?", filter.success());
        joined.accept("created_at >= ?", filter.from());
        joined.accept("created_at <= ?", filter.to());
        joined.add(ofTerms);
        return joined.conditions();
    }

    /** The words alone: enough for rows that are looked at anyway. */
    private static Conditions words(CommandFilter filter) {
        return filter.words().isEmpty()
                ? Conditions.NONE
                : new Conditions(
                        "terms @@ ?::tsquery", List.of(SearchTerms.query(filter.words(), List.of(), List.of())));
    }

    /**
     * The words, and once more what the columns say, which meet in the index. Commands without terms yet are found by
     * their columns.
     */
    private static Conditions terms(CommandFilter filter, Caller caller) {
        if (filter.isWithinOnly()) {
            return Conditions.NONE;
        }
        var query = SearchTerms.query(filter.words(), filter.facts(), projects(caller));
        return new Conditions(
                filter.words().isEmpty() ? "(terms @@ ?::tsquery OR terms IS NULL)" : "terms @@ ?::tsquery",
                List.of(query));
    }

    /** Those of a caller who sees but a few; of many the index would have to look for each. */
    private static List<String> projects(Caller caller) {
        return caller.seesAllProjects() || caller.projects().size() > MAX_PROJECTS
                ? List.of()
                : caller.projects().stream()
                        .map(project -> SearchTerms.fact("project", project))
                        .toList();
    }

    private static Conditions further(CommandFilter filter) {
        var before = filter.before();
        return before == null ? Conditions.NONE : new Conditions("command_id < ?", List.of(before));
    }
}

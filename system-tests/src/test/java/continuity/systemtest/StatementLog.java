package continuity.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a service's own statements cost, as the database tells: {@code auto_explain}, written to the server's log. */
public final class StatementLog {

    private static final String EXPLAIN_ALL = """
            ALTER ROLE {role} SET session_preload_libraries = 'auto_explain';
            ALTER ROLE {role} SET auto_explain.log_min_duration = 0;
            ALTER ROLE {role} SET auto_explain.log_analyze = on;
            ALTER ROLE {role} SET auto_explain.log_timing = off;
            ALTER ROLE {role} SET auto_explain.log_buffers = on;
            """; // timing of every node would cost more than the nodes

    /** Process id, milliseconds; the text is what follows, up to the next line that begins with a time. */
    private static final Pattern ENTRY = Pattern.compile(
            "^\\d{4}-\\d\\d-\\d\\d [^\\[]*\\[(\\d+)\\] LOG:  duration: ([0-9.]+) ms  plan:\\n(.*?)(?=^\\d{4}-\\d\\d-\\d\\d |\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);

    private StatementLog() {}

    /** @param text of the statement, and its plan */
    public record Entry(long backend, double millis, String text) {}

    /** From now on for everybody who logs in as {@code role}. */
    public static void explainAll(Connection superuser, String role) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(EXPLAIN_ALL.replace("{role}", role));
        }
    }

    public static List<Entry> read(Path log) throws IOException {
        var entries = new ArrayList<Entry>();
        var matcher = ENTRY.matcher(Files.readString(log));
        while (matcher.find()) {
            entries.add(new Entry(
                    Long.parseLong(matcher.group(1)), Double.parseDouble(matcher.group(2)), matcher.group(3)));
        }
        return entries;
    }
}

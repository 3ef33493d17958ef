package continuity.systemtest;

import continuity.backbone.KafkaLogin;
import continuity.testkit.KafkaProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for planted secrets, byte-wise, wherever a running system keeps something. */
final class SecretSearch {

    private static final String ALL_TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    private final LocalSystem system;
    private final Map<String, String> secrets;

    SecretSearch(LocalSystem system, Map<String, String> secrets) {
        this.system = system;
        this.secrets = secrets;
    }

    /** Finds in the rows of every table of every schema. */
    List<String> tables() throws SQLException {
        var finds = new ArrayList<String>();
        var password = system.databasePassword("postgres");
        try (var connection = DriverManager.getConnection(system.jdbcUrl(), "postgres", password)) {
            for (var table : column(connection, ALL_TABLES)) {
                for (var row : column(connection, "SELECT t::text FROM " + table + " t")) {
                    look(row, "table " + table, finds);
                }
            }
        }
        return finds;
    }

    /** Finds in the keys, headers and values of every topic. */
    List<String> topics() {
        var finds = new ArrayList<String>();
        new KafkaProbe(system.kafka(), system.kafkaLogin(KafkaLogin.SUPERUSER))
                .readAll()
                .forEach((topic, records) -> records.forEach(record -> {
                    look(record.key() + " " + KafkaProbe.text(record), "topic " + topic, finds);
                    record.headers()
                            .forEach(header -> look(
                                    new String(header.value(), StandardCharsets.UTF_8), "header in " + topic, finds));
                }));
        return finds;
    }

    /** Finds in every file below the data directory: journal, logs, the broker's segments, the database's files. */
    List<String> files() throws IOException {
        var finds = new ArrayList<String>();
        try (var files = Files.walk(system.data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                look(bytes(file), "file " + system.data().relativize(file), finds);
            }
        }
        return finds;
    }

    private void look(String text, String where, List<String> finds) {
        secrets.forEach((name, secret) -> {
            if (text.contains(secret)
                    || text.contains(secret.replace("\n", "\\n"))
                    || text.contains(secret.replace("\n", "\\\\n"))) {
                finds.add(name + " in " + where);
            }
        });
    }

    /** A file's bytes, one character each; a file that vanishes meanwhile holds nothing. */
    private static String bytes(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}

package continuity.cli.doctor;

import continuity.backbone.Passwords;
import continuity.backbone.PostgresServer;
import continuity.cli.local.Part;
import continuity.cli.terminal.Figures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL, asked with the credentials of each service: its answer, its clock, and what waits to be told. */
final class DatabaseChecks {

    private static final List<Part> SERVICES = List.of(Part.REGISTRY, Part.COMMAND_LOG, Part.CHECKPOINT, Part.RESUME);

    private static final String WHO_ANSWERS = "SELECT current_setting('server_version'), clock_timestamp()";

    private static final String HAS_OUTBOX = "SELECT to_regclass('outbox') IS NOT NULL";

    private static final String OUTBOX = """
            SELECT count(*) FILTER (WHERE parked IS NULL),
                   count(*) FILTER (WHERE parked IS NOT NULL),
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE parked IS NULL)), 0)
              FROM outbox
            """; // the search_path of each runtime role is its own schema

    private static final String TIMEOUT_SECONDS = "3";
    private static final Duration CLOCKS_AGREE_WITHIN = Duration.ofSeconds(1);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(1);

    private DatabaseChecks() {}

    /** What waits in an outbox: entries, those given up, and the age of the oldest that waits. */
    record Outbox(String service, long waiting, long parked, Duration oldest) {}

    static List<Finding> database(Surroundings surroundings) throws Exception {
        var server = surroundings.running(Part.POSTGRES);
        if (server.isEmpty()) {
            return List.of();
        }
        var passwords = Passwords.read(surroundings.data().databasePasswords());
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.get().port(), PostgresServer.DATABASE);
        var findings = new ArrayList<Finding>();
        var outboxes = new ArrayList<Outbox>();
        for (var service : SERVICES) {
            var role = service.schema() + "_app";
            try (var connection = connect(url, role, passwords.getOrDefault(role, ""))) {
                if (findings.isEmpty()) {
                    findings.addAll(whoAnswers(connection));
                }
                outbox(service, connection).ifPresent(outboxes::add);
            } catch (SQLException e) {
                findings.add(refused(role, e));
                break;
            }
        }
        findings.addAll(told(outboxes));
        return findings;
    }

    private static Connection connect(String url, String role, String password) throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", role);
        settings.setProperty("password", password);
        settings.setProperty("connectTimeout", TIMEOUT_SECONDS);
        settings.setProperty("loginTimeout", TIMEOUT_SECONDS);
        settings.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return DriverManager.getConnection(url, settings);
    }

    private static Finding refused(String role, SQLException e) {
        var ofAuthentication = String.valueOf(e.getSQLState()).startsWith("28");
        return Finding.fail(
                "database",
                "as %s: %s".formatted(role, e.getMessage()),
                ofAuthentication
                        ? "./continuity down, then ./continuity up: it sets the services' passwords again."
                        : "./continuity logs postgres says why.");
    }

    private static List<Finding> whoAnswers(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var before = Instant.now();
            var row = statement.executeQuery(WHO_ANSWERS);
            row.next();
            var there = row.getObject(2, OffsetDateTime.class).toInstant();
            var ok = Finding.ok("database", "PostgreSQL %s answers with our passwords".formatted(row.getString(1)));
            return List.of(ok, clock(before, there, Instant.now()));
        }
    }

    /** The database's time must lie between the question and the answer. */
    static Finding clock(Instant asked, Instant there, Instant answered) {
        var off = there.isBefore(asked) ? Duration.between(there, asked) : Duration.between(answered, there);
        return off.compareTo(CLOCKS_AGREE_WITHIN) > 0
                ? Finding.fail(
                        "clock",
                        "the database's clock is off by %s".formatted(Figures.duration(off)),
                        "Let the network keep the clock (sudo timedatectl set-ntp true), then restart.")
                : Finding.ok("clock", "the database has the same time");
    }

    private static Optional<Outbox> outbox(Part service, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var exists = statement.executeQuery(HAS_OUTBOX);
            exists.next();
            if (!exists.getBoolean(1)) {
                return Optional.empty();
            }
            var row = statement.executeQuery(OUTBOX);
            row.next();
            return Optional.of(
                    new Outbox(service.title(), row.getLong(1), row.getLong(2), Duration.ofSeconds(row.getLong(3))));
        }
    }

    static List<Finding> told(List<Outbox> outboxes) {
        var findings = new ArrayList<Finding>();
        for (var outbox : outboxes) {
            if (outbox.parked() > 0) {
                findings.add(Finding.warn(
                        "outbox",
                        "%s has given up telling %d changes".formatted(outbox.service(), outbox.parked()),
                        "./continuity logs %s says why (\"parked\").".formatted(outbox.service())));
            }
            if (outbox.oldest().compareTo(TOLD_WITHIN) > 0) {
                findings.add(Finding.fail(
                        "outbox",
                        "%s has %d changes to tell, the oldest for %s"
                                .formatted(outbox.service(), outbox.waiting(), Figures.duration(outbox.oldest())),
                        "They go out when Kafka takes them; ./continuity logs " + outbox.service()));
            }
        }
        if (findings.isEmpty() && !outboxes.isEmpty()) {
            var waiting = outboxes.stream().mapToLong(Outbox::waiting).sum();
            findings.add(Finding.ok("outbox", "%d changes wait to be told, none given up".formatted(waiting)));
        }
        return findings;
    }
}

package continuity.backbone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL as a child process of this JVM, with the database {@code supervisor_meta} and the roles and schemas of
 * {@code deploy/database/bootstrap.sql}.
 *
 * <p>It listens on 127.0.0.1 and on a socket inside its data directory. Where the superuser {@code postgres} has a
 * password, every connection is authenticated by scram-sha-256, from the first moment on. There is no shutdown hook:
 * whoever starts it decides what is stopped before it.
 */
public final class PostgresServer implements AutoCloseable {

    /** Every role that can be given a password, apart from {@value #SUPERUSER}. */
    public static final List<String> ROLES = List.of(
            "registry_owner",
            "registry_app",
            "command_log_owner",
            "command_log_app",
            "checkpoint_owner",
            "checkpoint_app",
            "resume_owner",
            "resume_app",
            "supervisor");

    /** Owner of the server itself; used for the preparation only. */
    public static final String SUPERUSER = "postgres";

    /** The one database of the product. */
    public static final String DATABASE = "supervisor_meta";

    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Longest path of a socket's directory that leaves room for the socket's name (107 bytes in all on Linux). */
    private static final int MAX_SOCKET_DIRECTORY = 90;

    private static final String DATABASE_EXISTS = "SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?";

    private static final String CREATE_DATABASE = "CREATE DATABASE " + DATABASE;

    private static final String ANNOUNCE_PASSWORD = "SELECT set_config('continuity.password_' || ?, ?, false)";

    private final EmbeddedPostgres server;
    private final Path data;

    private PostgresServer(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Starts the server and prepares its database; returns when it accepts connections.
     *
     * <p>A server that was left behind on {@code dataDir} by a killed owner is stopped first.
     *
     * @param dataDir where the data lives; made at the first start. The server's log and programs are put beside it if
     *     {@code durable}
     * @param port to listen on, 0 for a free one
     * @param passwordByRole passwords of {@link #ROLES} and {@value #SUPERUSER}; a role left out keeps the one it has.
     *     Without one for {@value #SUPERUSER} a new server trusts every local user
     * @param durable whether a committed transaction is on the disk; false is for tests only
     * @throws IllegalStateException if it does not start, or if another living process owns {@code dataDir}
     */
    public static PostgresServer start(Path dataDir, int port, Map<String, String> passwordByRole, boolean durable) {
        var data = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(data);
            stopOrphan(data);
            var server = new PostgresServer(startProcess(data, port, passwordByRole, durable), data);
            try {
                server.prepare(passwordByRole);
            } catch (SQLException | RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("PostgreSQL did not start on " + data, e);
        }
    }

    /** The port of 127.0.0.1 that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Where the product's database is. User and password are not part of it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    /** Stops the server: open transactions are rolled back, data is flushed. Safe to repeat. */
    @Override
    public void close() {
        try {
            try {
                stopProcess(data); // the library would start pg_ctl, which takes a second and more
            } finally {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop cleanly", e);
        }
    }

    /** A new server asks for the password from its first moment on: {@code initdb} is told it, by a file of ours. */
    private static EmbeddedPostgres startProcess(
            Path data, int port, Map<String, String> passwordByRole, boolean durable) throws IOException {
        var builder = configure(data, port, passwordByRole, durable);
        var password = passwordByRole.get(SUPERUSER);
        if (password == null) {
            return builder.start();
        }
        var file = Files.createTempFile("continuity-", ".tmp"); // mode 0600, as the JDK makes them
        try {
            Files.writeString(file, password);
            return builder.setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", file.toString())
                    .start();
        } finally {
            Files.delete(file);
        }
    }

    private static EmbeddedPostgres.Builder configure(
            Path data, int port, Map<String, String> passwordByRole, boolean durable) throws IOException {
        var onOff = durable ? "on" : "off";
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setPort(port)
                // PostgreSQL's own collation: an update of the system's C library cannot corrupt an index
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", socketDirectory(data))
                .setServerConfig("fsync", onOff)
                .setServerConfig("synchronous_commit", onOff)
                .setServerConfig("full_page_writes", onOff)
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("log_timezone", "UTC") // in no other zone could the times be told from each other
                // a statement or a row in the server's log would be a copy of the data that nobody guards
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("log_error_verbosity", "terse");
        var password = passwordByRole.get(SUPERUSER);
        if (password != null) {
            builder.setConnectConfig("password", password);
        }
        if (durable) {
            var log = data.resolveSibling("postgres.log").toFile();
            builder.setOverrideWorkingDirectory(programs(data).toFile())
                    .setOutputRedirector(Redirect.appendTo(log))
                    .setErrorRedirector(Redirect.appendTo(log));
        }
        return builder;
    }

    /** Where the server's programs are unpacked: closed to others, because the unpacked folder itself is not. */
    private static Path programs(Path data) throws IOException {
        var programs = data.resolveSibling("postgres-programs");
        if (Files.notExists(programs)) {
            Files.createDirectory(programs);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return programs;
    }

    private static String socketDirectory(Path data) {
        var directory = data.toString();
        return directory.getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_DIRECTORY
                ? '"' + directory.replace("\"", "\"\"") + '"'
                : "";
    }

    private void prepare(Map<String, String> passwordByRole) throws SQLException {
        try (var connection = server.getDatabase(SUPERUSER, "postgres").getConnection()) {
            createDatabase(connection);
        }
        try (var connection = server.getDatabase(SUPERUSER, DATABASE).getConnection()) {
            bootstrap(connection, passwordByRole);
        }
    }

    private static void createDatabase(Connection connection) throws SQLException {
        try (var exists = connection.prepareStatement(DATABASE_EXISTS);
                var create = connection.createStatement()) {
            exists.setString(1, DATABASE);
            if (!exists.executeQuery().next()) {
                create.execute(CREATE_DATABASE);
            }
        }
    }

    private static void bootstrap(Connection connection, Map<String, String> passwordByRole) throws SQLException {
        try (var announce = connection.prepareStatement(ANNOUNCE_PASSWORD);
                var statement = connection.createStatement()) {
            for (var role : ROLES) {
                var password = passwordByRole.get(role);
                if (password != null) {
                    announce.setString(1, role);
                    announce.setString(2, password);
                    announce.execute();
                }
            }
            statement.execute(Deployment.read("database/bootstrap.sql"));
        }
    }

    /**
     * Stops what a killed owner left running on {@code data}, but nothing that still has an owner; returns when it has
     * ended.
     */
    public static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        refuseIfOwned(data);
        stopProcess(data);
    }

    private static void stopProcess(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        var postmaster = Files.readAllLines(pidFile).stream()
                .findFirst()
                .filter(line -> line.matches("\\d{1,18}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(process -> isPostgres(process) && worksIn(process, data));
        if (postmaster.isPresent()) {
            // SIGINT is the fast shutdown; SIGTERM, which ProcessHandle would send, waits for all clients to leave
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.get().pid())).start();
            awaitEnd(postmaster.get());
        }
    }

    /** It is no child of this process, and of such Java's {@code onExit} learns seconds late. */
    private static void awaitEnd(ProcessHandle postmaster) {
        var deadline = System.nanoTime() + STOP.toNanos();
        try {
            while (postmaster.isAlive()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("PostgreSQL process " + postmaster.pid() + " does not stop");
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while PostgreSQL process " + postmaster.pid() + " was stopping", e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().filter(it -> it.endsWith("postgres")).isPresent();
    }

    /** Another server may have the number that ours had: a postmaster's directory is its data. */
    private static boolean worksIn(ProcessHandle process, Path data) {
        var directory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.exists(directory)
                    ? Files.isSameFile(directory, data)
                    : process.info()
                            .commandLine()
                            .filter(line -> line.contains(data.toString()))
                            .isPresent();
        } catch (IOException gone) {
            return false;
        }
    }

    /** The owner of a server holds this lock as long as it lives (zonky takes it while starting). */
    private static void refuseIfOwned(Path data) throws IOException {
        try (var channel = FileChannel.open(
                        data.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IllegalStateException(data + " is in use by another process");
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException(data + " is in use by this process", e);
        }
    }
}

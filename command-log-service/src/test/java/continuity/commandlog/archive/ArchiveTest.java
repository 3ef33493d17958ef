package continuity.commandlog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.commandlog.command.CommandStore;
import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import continuity.kit.purge.PurgedInstances;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the tables to the files and back. Each test has a week of its own, older than those of other tests. */
@QuarkusTest
@TestProfile(ArchiveOn.class)
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R94")
class ArchiveTest {

    private static final AtomicInteger USED = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPERATOR = TestTokens.operator("*");

    @Inject
    CommandStore commands;

    @Inject
    Archiving archiving;

    @Inject
    Restoring restoring;

    @Inject
    ArchiveStore store;

    @Inject
    ArchiveLock lock;

    @Inject
    PurgedInstances purged;

    @Inject
    @ConfigProperty(name = ArchiveOn.DIRECTORY)
    Path directory;

    private final String instance = Api.freshInstance();
    private Week week = new Week(LocalDate.of(2026, 1, 5));

    @BeforeEach
    void openWeek() throws SQLException {
        week = new Week(LocalDate.now(ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(60L + USED.incrementAndGet()));
        makeWeek();
    }

    @Test
    @Tag("R38")
    void aWeekLeavesAndComesBackAsItWas() throws IOException {
        command(0, "first", awkward());
        command(0, "second", Map.of());
        command(6, "last", Map.of());
        event(3, 1, "{\"n\": 12345678901234567890.12345678901234567890, \"t\": \"Grüße \\u2028 \\\"𝄞\\\"\"}");
        var before = everything();

        var left = run().extract().jsonPath();

        assertThat(left.getMap("weeks.find { it.week == '%s' }".formatted(week)))
                .containsEntry("commands", 3)
                .containsEntry("events", 1)
                .containsEntry("dropped", true)
                .containsEntry("problem", null);
        assertThat(everything()).isEmpty();
        assertThat(partitions()).isEmpty();
        assertThat(lines(commandsOf(0)))
                .extracting(line -> line.path("action").asText())
                .containsExactly("first", "second");
        assertThat(lines(commandsOf(0)).getFirst().fieldNames()).toIterable().contains("command_id", "created_at");

        restore(day(0), day(6))
                .statusCode(200)
                .body("restored_commands", equalTo(3))
                .body("restored_events", equalTo(1))
                .body("skipped", equalTo(0));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatComesBackIsToldToNobodyAndStaysForAWhile() {
        event(0, 7, "{}");
        run();

        restore(day(0), null).statusCode(200).body("restored_events", equalTo(1));
        restore(day(0), null).body("restored_events", equalTo(0)).body("skipped", equalTo(1));

        assertThat(Tables.select("command_log_app", """
                SELECT 1 FROM command_log.outbox WHERE message_key = '%s'
                """.formatted(instance))).isEmpty();
        assertThat(Tables.select("command_log_app", """
                SELECT 1 FROM command_log.heads WHERE instance_id = '%s'
                """.formatted(instance))).isEmpty();
        run().body("weeks.week", not(hasItem(week.toString())));
        assertThat(everything()).hasSize(1);
    }

    @Test
    void aRestoredDayLeavesAgainWithoutHarmToTheOtherDays() throws SQLException, IOException {
        command(1, "one", Map.of());
        command(1, "two", Map.of());
        command(2, "three", Map.of());
        run();
        var files = Map.of(1, Files.readAllBytes(commandsOf(1)), 2, Files.readAllBytes(commandsOf(2)));
        restore(day(1), day(1)).body("restored_commands", equalTo(2));
        Tables.execute(
                "command_log_owner", "UPDATE command_log.restored_weeks SET kept_until = now() - interval '1 second'");

        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));

        assertThat(Files.readAllBytes(commandsOf(1))).isEqualTo(files.get(1));
        assertThat(Files.readAllBytes(commandsOf(2))).isEqualTo(files.get(2));
        restore(day(1), day(2)).body("restored_commands", equalTo(3));
    }

    @Test
    void aRehearsalChangesNothing() {
        command(0, "stays", Map.of());

        post("/api/v1/archive/run", Map.of("dry_run", true))
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("weeks.find { it.week == '%s' }.commands".formatted(week), equalTo(1))
                .body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(false));

        assertThat(everything()).hasSize(1);
        assertThat(commandsOf(0)).doesNotExist();
    }

    @Test
    void aRecordThatComesBetweenWritingAndDroppingKeepsTheWeek() throws IOException {
        command(0, "early", Map.of());
        var rows = store.rows(week);
        command(0, "late", Map.of());

        var dropped = QuarkusTransaction.requiringNew().call(() -> store.drop(week, rows.fingerprint()));

        assertThat(dropped).isFalse();
        assertThat(everything()).hasSize(2);
        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
        assertThat(lines(commandsOf(0))).hasSize(2);
    }

    @Test
    void aRecordThatComesAfterItsWeekHasLeftJoinsTheOthers() throws SQLException, IOException {
        command(0, "early", Map.of());
        run();
        makeWeek();
        command(0, "late", Map.of());

        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));

        assertThat(lines(commandsOf(0)))
                .extracting(line -> line.path("action").asText())
                .containsExactlyInAnyOrder("early", "late");
        restore(day(0), null).body("restored_commands", equalTo(2));
    }

    @Test
    void nothingIsTakenFromADamagedFileAndNothingAddedToIt() throws SQLException, IOException {
        command(0, "good", Map.of());
        command(1, "bad", Map.of());
        run();
        var bytes = Files.readAllBytes(commandsOf(1));
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(commandsOf(1), bytes);

        restore(day(0), day(1))
                .statusCode(409)
                .body("code", equalTo("archive_damaged"))
                .body("file", equalTo("commands/" + day(1) + ".jsonl.gz"));
        assertThat(partitions()).isEmpty();

        makeWeek();
        command(1, "late", Map.of());
        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(false));
        assertThat(everything()).hasSize(1);
        assertThat(Files.readAllBytes(commandsOf(1))).isEqualTo(bytes);

        bytes[bytes.length / 2] ^= 0x10;
        Files.write(commandsOf(1), bytes);
        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
        assertThat(lines(commandsOf(1))).hasSize(2);
    }

    @Test
    void withoutItsMarkerThereIsNoArchiveAndNothingLeaves() throws IOException {
        command(0, "stays", Map.of());
        var marker = directory.resolve(ArchiveDirectory.MARKER);
        Files.delete(marker);
        try {
            post("/api/v1/archive/run", Map.of())
                    .statusCode(404)
                    .body("code", equalTo("archive_off"))
                    .body("detail", containsString("make the directory and an empty file archive.properties in it"));
            post("/api/v1/archive/run", Map.of("dry_run", true)).statusCode(404);
            restore(day(0), null).statusCode(404).body("code", equalTo("archive_off"));
            Api.getAs(OPERATOR, "/api/v1/archive", Map.of()).statusCode(404).body("code", equalTo("archive_off"));
        } finally {
            Files.createFile(marker);
        }
        assertThat(everything()).hasSize(1);
        run();
        assertThat(everything()).isEmpty();
    }

    @Test
    void aDirectoryThatIsMissingIsNotMade() throws IOException {
        command(0, "stays", Map.of());
        var elsewhere = directory.resolveSibling(directory.getFileName() + "-unmounted");
        Files.move(directory, elsewhere);
        try {
            post("/api/v1/archive/run", Map.of()).statusCode(404).body("code", equalTo("archive_off"));
            assertThat(directory).doesNotExist();
        } finally {
            Files.move(elsewhere, directory);
        }
        assertThat(everything()).hasSize(1);
        run();
    }

    @Test
    void aDamagedManifestStopsItsOwnWeekOnly() throws SQLException, IOException {
        var damaged = week;
        command(0, "archived", Map.of());
        run();
        var manifest = directory.resolve(damaged + ".json");
        var bytes = Files.readAllBytes(manifest);
        Files.writeString(manifest, "{\"format\": 1, \"week\"");
        Files.move(commandsOf(0), aside(commandsOf(0)));
        var aside = aside(commandsOf(0));
        openWeek();
        command(0, "of a sound week", Map.of());

        try {
            run().body("weeks.find { it.week == '%s' }.problem".formatted(damaged), containsString(damaged + ".json"))
                    .body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
            Api.getAs(OPERATOR, "/api/v1/archive", Map.of())
                    .statusCode(200)
                    .body("weeks.find { it.week == '%s' }.problem".formatted(damaged), containsString("cannot be read"))
                    .body("weeks.find { it.week == '%s' }.problem".formatted(week), nullValue());
            restore(day(0), null).statusCode(200).body("restored_commands", equalTo(1));
            restore(damaged.firstDay(), null)
                    .statusCode(409)
                    .body("code", equalTo("archive_damaged"))
                    .body("file", equalTo(damaged + ".json"));
            assertThat(aside).exists();
        } finally {
            Files.write(manifest, bytes);
        }
        restore(damaged.firstDay(), null).statusCode(200).body("restored_commands", equalTo(1));
    }

    @Test
    void aManifestOfAnotherWeekIsDamaged() throws IOException {
        command(0, "archived", Map.of());
        run();
        var other = new Week(week.firstDay().minusYears(10).with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
        var copy = Files.copy(directory.resolve(week + ".json"), directory.resolve(other + ".json"));

        try {
            run().body("weeks.find { it.week == '%s' }.problem".formatted(other), containsString("damaged"));
        } finally {
            Files.delete(copy);
        }
    }

    @Test
    void aWeekIsNotDroppedWhileAFileOfItsIsMissing() throws SQLException, IOException {
        command(0, "early", Map.of());
        command(1, "gone with its file", Map.of());
        run();
        var bytes = Files.readAllBytes(commandsOf(1));
        Files.delete(commandsOf(1));
        makeWeek();
        command(0, "late", Map.of());

        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(false))
                .body("weeks.find { it.week == '%s' }.problem".formatted(week), containsString(day(1).toString()));

        assertThat(everything()).hasSize(1);
        Files.write(commandsOf(1), bytes);
        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
    }

    @Test
    void aWeekThatCannotBeCountedDoesNotKeepTheOthers() throws SQLException {
        var half = week;
        Tables.execute(
                "command_log_owner",
                "DROP TABLE command_log.%s".formatted(partitions().getFirst()));
        openWeek();
        command(0, "leaves", Map.of());

        try {
            run().body("weeks.find { it.week == '%s' }.problem".formatted(half), containsString("the log says why"))
                    .body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
        } finally {
            Tables.execute("command_log_owner", "SELECT command_log.make_week('%s')".formatted(half.firstDay()));
        }
    }

    @Test
    void whoChangesManyWeeksAtOnceAndWhoDropsOneDoNotMeet() throws SQLException {
        command(0, "stays a little", Map.of());
        purged.purge(Api.freshInstance());
        for (var changes : List.of(
                "SELECT command_log.index_commands('{}', '{}')",
                "SELECT command_log.purge_instance(max(instance_id), 1) FROM command_log.tombstones",
                "SELECT pg_advisory_xact_lock_shared(hashtext('command_log.drop_week'))")) {
            try (var writer =
                            DriverManager.getConnection(Backbone.jdbcUrl(), "command_log_owner", Backbone.password());
                    var statement = writer.createStatement()) {
                writer.setAutoCommit(false);
                statement.execute(changes);
                assertThat(Tables.select("""
                        SELECT mode FROM pg_locks
                         WHERE locktype = 'advisory' AND objid::bigint = hashtext('command_log.drop_week') & 4294967295
                        """)).containsExactly("ShareLock");
                run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(false));
                writer.rollback();
            }
        }
        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));
    }

    @Test
    void anInstanceThatIsPurgedLaterLeavesTheArchive() throws IOException {
        command(0, "of the purged", Map.of());
        command(Api.freshInstance(), 0, "of another", Map.of());
        command(1, "of the purged", Map.of());
        run();
        purged.purge(instance);

        restore(day(0), day(1)).body("restored_commands", equalTo(1)).body("skipped", equalTo(2));
        run();

        assertThat(lines(commandsOf(0)))
                .extracting(line -> line.path("action").asText())
                .containsExactly("of another");
        assertThat(commandsOf(1)).doesNotExist();
        restore(day(1), null).statusCode(404).body("code", equalTo("not_archived"));
    }

    @Test
    void whatACrashInterruptedIsEndedOrForgotten() throws IOException {
        command(0, "kept", Map.of());
        run();
        var file = commandsOf(0);
        Files.move(file, aside(file)); // named by the manifest, not yet in its place
        Files.writeString(aside(commandsOf(1)), "half a file"); // not yet named

        restore(day(0), null).statusCode(200).body("restored_commands", equalTo(1));

        assertThat(file).exists();
        assertThat(aside(file)).doesNotExist();
        assertThat(aside(commandsOf(1))).doesNotExist();
    }

    @Test
    void aRunThatEndedBeforeDroppingIsRepeatedWithTheSameFiles() throws SQLException, IOException {
        command(0, "one", awkward());
        command(0, "two", Map.of());
        try (var writer = DriverManager.getConnection(Backbone.jdbcUrl(), "command_log_owner", Backbone.password());
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE command_log.%s IN ROW EXCLUSIVE MODE"
                    .formatted(partitions().getFirst()));
            run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(false));
            writer.rollback();
        }
        var written = Files.readAllBytes(commandsOf(0));
        assertThat(everything()).hasSize(2);

        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));

        assertThat(Files.readAllBytes(commandsOf(0))).isEqualTo(written);
        assertThat(aside(commandsOf(0))).doesNotExist();
    }

    @Test
    void twoRunsAtOnceDoTheWorkOfOne() throws Exception {
        command(0, "one", Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> Api.postAs(OPERATOR, "/api/v1/archive/run", Map.of())
                            .extract()
                            .statusCode()))
                    .toList();
            for (var run : runs) {
                assertThat(run.get()).isIn(200, 409);
            }
        }
        run();

        assertThat(everything()).isEmpty();
        assertThat(lines(commandsOf(0))).hasSize(1);
    }

    @Test
    void filesWithoutAManifestDoNotCountAndAreWrittenAnew() throws IOException {
        command(0, "kept", Map.of());
        Files.createDirectories(commandsOf(0).getParent());
        Files.writeString(commandsOf(0), "of a run that was killed");

        run().body("weeks.find { it.week == '%s' }.dropped".formatted(week), equalTo(true));

        assertThat(lines(commandsOf(0))).hasSize(1);
    }

    @Test
    void theListShowsTheFilesAndWhatTheDatabaseHas() throws IOException {
        command(0, "one", Map.of());
        run();

        var weeks = Api.getAs(OPERATOR, "/api/v1/archive", Map.of())
                .statusCode(200)
                .body("weeks.find { it.week == '%s' }.in_database".formatted(week), equalTo(false))
                .extract()
                .jsonPath();
        assertThat(weeks.getMap("weeks.find { it.week == '%s' }.files[0]".formatted(week)))
                .containsEntry("table", "commands")
                .containsEntry("day", day(0).toString())
                .containsEntry("file", "commands/" + day(0) + ".jsonl.gz")
                .containsEntry("rows", 1)
                .containsEntry("bytes", (int) Files.size(commandsOf(0)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(commandsOf(0))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void oneAtATimeWorksOnTheArchive() {
        command(0, "stays", Map.of());
        try (var _ = lock.take()) {
            post("/api/v1/archive/run", Map.of()).statusCode(409).body("code", equalTo("archive_busy"));
            restore(day(0), null).statusCode(409).body("code", equalTo("archive_busy"));
        }
        assertThat(everything()).hasSize(1);
        run();
        assertThat(everything()).isEmpty();
    }

    @Test
    @Tag("R38")
    void theServiceDropsNothingByTheWay() {
        var rows = store.rows(week);
        var drop = "SELECT command_log.drop_week('%s', '%s')".formatted(week.firstDay(), rows.fingerprint());

        for (var statement : List.of(
                drop,
                "SET ROLE command_log_retention; DROP TABLE command_log.command_log",
                "SET ROLE command_log_retention; DELETE FROM command_log.event_store",
                "SET ROLE command_log_retention; SELECT count(*) FROM command_log.command_log",
                "SET ROLE command_log_owner",
                "SELECT command_log.make_week(date '2026-01-05')",
                "UPDATE command_log.restored_weeks SET kept_until = now()")) {
            assertThatThrownBy(() -> Tables.execute("command_log_app", statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        assertThat(partitions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    @Tag("R38")
    void theDatabaseKeepsAYoungWeekWhoeverAsks(int weeksAgo) {
        var young = new Week(LocalDate.now(ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(weeksAgo));
        var fingerprint = store.rows(young).fingerprint();

        assertThatThrownBy(() -> Tables.execute(
                        "command_log_app",
                        "SET ROLE command_log_retention; SELECT command_log.drop_week('%s', '%s')"
                                .formatted(young.firstDay(), fingerprint)))
                .hasMessageContaining("younger than 30 days");
    }

    @Test
    void onlyWhoReachesEveryProjectAndMayOperateIsServed() {
        for (var token :
                List.of(TestTokens.viewer("*"), TestTokens.operator("odin"), TestTokens.agent("odin", "laptop"))) {
            Api.getAs(token, "/api/v1/archive", Map.of()).statusCode(403);
            Api.postAs(token, "/api/v1/archive/run", Map.of()).statusCode(403);
            Api.postAs(token, "/api/v1/archive/restore", Map.of("from", "2026-01-05"))
                    .statusCode(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"dryrun\":true}", "{\"dry_run\":\"yes\"}", "{\"dry_run\":null}", "[]"})
    void aRunThatIsAskedForWronglyIsRefused(String body) {
        command(0, "stays", Map.of());

        post("/api/v1/archive/run", body).statusCode(400).body("code", equalTo("validation_failed"));

        assertThat(everything()).hasSize(1);
    }

    @Test
    void aHundredThousandRowsLeaveAndComeBack() throws SQLException, IOException {
        var start = Week.startOf(day(4)).toEpochMilli();
        Tables.execute("command_log_owner", """
                INSERT INTO command_log.command_log (command_id, instance_id, project, generation, command_type, action,
                       parameters, tags, context_data, created_at)
                SELECT (lpad(to_hex(%d + i * 800), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
                       '%s', 'odin', 1, 'hook', 'run', jsonb_build_object('command', 'make part ' || i), '{}', '{}', now()
                  FROM generate_series(0::bigint, 99999) AS i
                """.formatted(start, instance));

        var begin = System.nanoTime();
        archiving.run();
        var left = Duration.ofNanos(System.nanoTime() - begin);
        begin = System.nanoTime();
        var restored = restoring.restore(new Days(day(4), day(4)));
        var back = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(restored.restoredCommands()).isEqualTo(100_000);
        System.out.printf(
                "100,000 commands archived in %d ms, restored in %d ms, %d bytes%n",
                left.toMillis(), back.toMillis(), Files.size(commandsOf(4)));
    }

    private static Map<String, Object> awkward() {
        var map = new HashMap<String, Object>();
        map.put("big", new BigInteger("1234567890123456789012345678901234567890"));
        map.put("exact", new BigDecimal("0.1000000000000000000000000000000000001"));
        map.put("small", new BigDecimal("0.00000000000000000000000000000010"));
        map.put("trailing", new BigDecimal("1.00"));
        map.put("null", null);
        map.put("nested", List.of(Map.of("ключ", "值 𝄞 \u2028 \u0001 \\ \" </script>"), List.of()));
        return Collections.unmodifiableMap(map);
    }

    private void command(int dayOfWeek, String action, Map<String, Object> parameters) {
        command(instance, dayOfWeek, action, parameters);
    }

    private void command(String of, int dayOfWeek, String action, Map<String, Object> parameters) {
        var time = Week.startOf(day(dayOfWeek)).plusMillis(1000L + USED.incrementAndGet());
        var rich = !parameters.isEmpty();
        QuarkusTransaction.requiringNew()
                .run(() -> commands.insert(List.of(new CommandLogged(
                        Uuid7.at(time),
                        of,
                        "odin",
                        rich ? "laptop" : null,
                        3,
                        "explicit",
                        action,
                        rich ? "多 lines\nand \t tabs" : null,
                        rich ? "Bash" : null,
                        parameters,
                        rich ? Arrays.asList("a", null, 1.50, true) : null,
                        rich ? "it failed" : null,
                        rich ? Boolean.FALSE : null,
                        rich ? Long.valueOf(Long.MAX_VALUE) : null,
                        rich ? List.of("a,b", "\"quoted\"", "{}") : List.of(),
                        parameters,
                        rich ? Instant.parse("9999-12-31T23:59:59.999999Z") : null,
                        time))));
    }

    private void event(int dayOfWeek, long sequence, String data) {
        var time = Week.startOf(day(dayOfWeek)).plusMillis(USED.incrementAndGet());
        var id = Uuid7.at(time);
        try {
            Tables.execute("command_log_app", """
                    INSERT INTO command_log.event_store (event_id, instance_id, project, generation, event_type,
                           sequence_num, event_data, metadata, root_event_id, depth, timestamp, created_at)
                    VALUES ('%s', '%s', 'odin', 3, 'decision_made', %d, '%s', '{}', '%1$s', 0, '%5$s',
                            timestamptz '%5$s' + interval '7 microseconds')
                    """.formatted(id, instance, sequence, data, time));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeWeek() throws SQLException {
        Tables.execute("command_log_owner", "SELECT command_log.make_week('%s')".formatted(week.firstDay()));
    }

    private ValidatableResponse run() {
        return post("/api/v1/archive/run", Map.of()).statusCode(200);
    }

    private static ValidatableResponse restore(LocalDate from, @Nullable LocalDate to) {
        var days = new HashMap<String, Object>(Map.of("from", from.toString()));
        if (to != null) {
            days.put("to", to.toString());
        }
        return post("/api/v1/archive/restore", days);
    }

    private static ValidatableResponse post(String path, Object body) {
        return Api.postAs(OPERATOR, path, body);
    }

    private LocalDate day(int ofWeek) {
        return week.firstDay().plusDays(ofWeek);
    }

    private Path commandsOf(int dayOfWeek) {
        return directory.resolve("commands").resolve(day(dayOfWeek) + ".jsonl.gz");
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().map(ArchiveTest::parse).toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> partitions() {
        return Tables.select("""
                SELECT relname FROM pg_class
                 WHERE relkind = 'r' AND relname ~ to_char(date '%s', '"^(command_log|event_store)_"IYYY"w"IW"$"')
                """.formatted(week.firstDay()));
    }

    /** Every column of every row of the week. */
    private List<String> everything() {
        var first = new UUID(Week.startOf(day(0)).toEpochMilli() << 16, 0);
        var end = new UUID(Week.startOf(day(7)).toEpochMilli() << 16, 0);
        return Tables.select("""
                SELECT c::text FROM command_log.command_log c WHERE command_id >= '%1$s' AND command_id < '%2$s'
                UNION ALL
                SELECT e::text FROM command_log.event_store e WHERE event_id >= '%1$s' AND event_id < '%2$s'
                 ORDER BY 1
                """.formatted(first, end));
    }
}

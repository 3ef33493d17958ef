package continuity.commandlog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, and what it does not. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R107")
class CommandSearchTest {

    private static final String COMMANDS = "/api/v1/commands";

    @Inject
    CommandProjection projection;

    @Inject
    LateTerms lateTerms;

    private final String instance = Api.freshInstance();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CartTest.java",
                "src/test/java/CartTest.java",
                "/home/dev/shop/src/test/java/CartTest.java",
                "595f8a6",
                "595f8a6c0123456789abcdef0123456789abcdef",
                "discount",
                "DISCOUNT rounding",
                "nightly",
                "flaky",
                "NullPointerException",
                "toolu_01abc",
                "42",
                "Bash",
                "100%",
                "laptop",
            })
    void aCommandIsFoundByEveryWordOfIt(String q) {
        var id = log(shopping());

        assertThat(found(q)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cart%Test.jav",
                "C_rtTest",
                "disc*",
                "disc:*",
                "discount | absent",
                "discount & !absent",
                "absent",
                "stdout",
                "595f8b6",
                "' OR true --",
            })
    void noCharacterOfAQuestionMeansAnythingElse(String q) {
        log(shopping());

        assertThat(found(q)).isEmpty();
    }

    @Test
    void aCommandIsFoundByItsOwnIdAndByItsInstance() {
        var id = log(shopping());
        log(command(Map.of()));

        assertThat(found(id)).containsExactly(id);
        assertThat(found(id.substring(0, 23))).containsExactly(id);
        assertThat(found(instance)).hasSize(2);
        assertThat(found(instance.substring(instance.length() - 6))).hasSize(2);
    }

    @Test
    void wordsAndFiltersMustAllHold() {
        var id = log(shopping());

        assertThat(found("discount", "tag", List.of("nightly", "flaky"))).containsExactly(id);
        assertThat(found("discount", "tag", List.of("nightly", "calm"))).isEmpty();
        assertThat(found("discount", "tag", "Nightly")).isEmpty();
        assertThat(found("discount", "tool_name", "Bash")).containsExactly(id);
        assertThat(found("discount", "tool_name", "Read")).isEmpty();
        assertThat(found("discount", "command_type", "hook")).containsExactly(id);
        assertThat(found("discount", "command_type", "explicit")).isEmpty();
        assertThat(found("discount", "success", "true")).isEmpty();
        assertThat(found("discount", "project", "thor")).isEmpty();
        assertThat(found("", "tag", List.of("nightly", "flaky"))).containsExactly(id);
    }

    @Test
    void otherProjectsAreNotSearched() {
        log(shopping());

        Api.getAs(TestTokens.viewer("thor"), COMMANDS, Map.of("q", "discount", "instance_id", instance))
                .statusCode(200)
                .body("total_count", equalTo(0))
                .body("total_count_estimated", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "'", "\\", "a\0"})
    void aQuestionWithoutWordsIsRefused(String q) {
        Api.getAs(TestTokens.viewer(), COMMANDS, Map.of("q", q)).statusCode(400).body("errors.field", contains("q"));
    }

    @Test
    void aQuestionHasItsBounds() {
        for (var q : List.of("x".repeat(1_001), "a b c d e f ".repeat(10) + manyWords())) {
            Api.getAs(TestTokens.viewer(), COMMANDS, Map.of("q", q))
                    .statusCode(400)
                    .body("errors.field", contains("q"));
        }
    }

    @Test
    void anOldCommandIsFoundByItsWordsAsSoonAsItHasTerms() throws SQLException {
        var id = Uuid7.at(Instant.now());
        Tables.execute("command_log_owner", """
                INSERT INTO command_log.command_log (command_id, instance_id, project, generation, command_type, action,
                       description, parameters, tags, context_data, created_at)
                VALUES ('%s', '%s', 'odin', 1, 'explicit', 'note', 'about discounts', '{}', '{archived}', '{}', now())
                """.formatted(id, instance));

        assertThat(found("", "tag", "archived")).containsExactly(id.toString());
        lateTerms.add();

        assertThat(found("discounts", "tag", "archived")).containsExactly(id.toString());
    }

    @Test
    @Tag("R38")
    void termsAreGivenOnceAndNothingElseIsTouched() throws SQLException {
        var id = log(shopping());
        var before = row(id);

        Tables.execute(
                "command_log_app",
                "SELECT command_log.index_commands(ARRAY['%s'::uuid], ARRAY['''forged'''])".formatted(id));

        assertThat(row(id)).isEqualTo(before);
    }

    /** Against a model that keeps for each command everything by which it is to be found. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsWhatTheModelFinds(long seed) {
        var random = new Random(seed);
        var model = IntStream.range(0, 60).mapToObj(_ -> known(random)).toList();
        projection.project(model.stream().map(Known::command).toList());

        for (int i = 0; i < 40; i++) {
            var asked = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> any(random, List.copyOf(any(random, model).things())))
                    .toList();
            var expected = model.stream()
                    .filter(known -> known.things().containsAll(asked))
                    .map(known -> known.command().commandId().toString())
                    .sorted((a, b) -> b.compareTo(a))
                    .toList();

            var q = String.join(" ", asked);
            assertThat(found(random.nextBoolean() ? q : q.toUpperCase(Locale.ROOT)))
                    .as(q)
                    .isEqualTo(expected);
        }
    }

    static LongStream seeds() {
        return new Random(107).longs(5);
    }

    private record Known(CommandLogged command, Set<String> things) {}

    private Known known(Random random) {
        var words = List.of("cart", "order", "user", "price", "stock", "login", "überall");
        var word = any(random, words) + random.nextInt(10);
        var other = any(random, words) + random.nextInt(10);
        var names = List.of("home" + random.nextInt(3), "dir" + random.nextInt(3), any(random, words) + ".txt");
        var hash = HexFormat.of().toHexDigits(random.nextLong()) + "f00d";
        var path = "/" + String.join("/", names);
        var command = command(Map.of("command", word + " && (" + other + ")", "file", path, "list", List.of(hash)));
        var things = new TreeSet<>(List.of(word, other, hash, hash.substring(0, 7 + random.nextInt(9)), path, "txt"));
        things.addAll(names);
        things.add(names.get(1) + "/" + names.get(2));
        things.add(names.get(2).replace(".txt", ""));
        return new Known(command, things);
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private CommandLogged shopping() {
        return command(Map.of(
                "command",
                "git commit -m 'Fix \"discount\" rounding'",
                "file_path",
                "/home/dev/shop/src/test/java/CartTest.java",
                "nested",
                List.of(Map.of("share", "100%"), 42)));
    }

    private CommandLogged command(Map<String, Object> parameters) {
        var now = Instant.now();
        return new CommandLogged(
                Uuid7.at(now),
                instance,
                Api.PROJECT,
                RegistryStandIn.MACHINE,
                1,
                "hook",
                "bash",
                null,
                "Bash",
                parameters,
                Map.of("stdout", "commit 595f8a6c0123456789abcdef0123456789abcdef"),
                "java.lang.NullPointerException: in (shop)",
                false,
                12L,
                List.of("nightly", "flaky"),
                Map.of("tool_use_id", "toolu_01abc"),
                null,
                now);
    }

    private String log(CommandLogged command) {
        projection.project(List.of(command));
        return command.commandId().toString();
    }

    private List<String> found(String q) {
        return found(q, "limit", 1000);
    }

    /** Of this test's instance. */
    private List<String> found(String q, String parameter, Object value) {
        var page = Api.get(COMMANDS, Map.of("q", q, "instance_id", instance, parameter, value));
        var ids = new ArrayList<String>(page.getList("commands.command_id"));
        assertThat(page.getInt("total_count")).isEqualTo(ids.size());
        assertThat(page.getBoolean("total_count_estimated")).isFalse();
        return ids;
    }

    private static List<String> row(String id) {
        return Tables.select(
                "SELECT c::text FROM command_log.command_log c WHERE command_id = '%s'".formatted(UUID.fromString(id)));
    }

    private static String manyWords() {
        return String.join(" ", IntStream.range(0, 60).mapToObj(i -> "w" + i).toList());
    }
}

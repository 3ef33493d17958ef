package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JsonTreeTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});
    private static final String MARK = "\\[REDACTED:[a-z_]+#[0-9a-f]{4}]";

    @Test
    @Tag("R27")
    void fieldNameDecidesAboutTheWholeValue() {
        var clean = SANITIZER.object(
                Map.of("password", "x", "headers", Map.of("authorization", "Bearer abc", "cookie", "a=b; c=d")));

        assertThat(clean.get("password")).asString().matches(MARK);
        assertThat(clean.get("headers"))
                .asString()
                .contains("authorization=Bearer [REDACTED:")
                .doesNotContain("abc", "a=b", "c=d");
    }

    @Test
    @Tag("R30")
    void secretsInNestedListsObjectsAndFieldNamesGo() {
        var token = new Shapes(1).githubClassic();
        var tree = List.of(
                Map.of("a", List.of(List.of("see " + token), Map.of(token, 1))),
                Map.of("secrets", List.of("x1", "y2")));

        assertThat(String.valueOf(SANITIZER.json(tree)))
                .doesNotContain(token, "x1", "y2")
                .contains("see [REDACTED:github_token#");
    }

    @Test
    void valueBesideATellingNameGoes() {
        var tree = List.of(
                Map.of("name", "DB_PASSWORD", "value", "swordfish"),
                Map.of("name", "LANG", "value", "en"),
                Map.of("credentials", Map.of("user", "bob", "value", "Tr0ub" + "adour99")));

        assertThat(String.valueOf(SANITIZER.json(tree)))
                .doesNotContain("swordfish", "adour99")
                .contains("en", "bob", "DB_PASSWORD");
    }

    @Test
    @Tag("R29")
    void nullNumbersAndBooleansStayUnderTellingNames() {
        var tree = new HashMap<String, @Nullable Object>();
        tree.put("password", null);
        tree.put("token", 12);
        tree.put("secret", false);

        assertThat(SANITIZER.json(tree)).isEqualTo(tree);
    }

    @Test
    void orderOfFieldsStays() {
        var tree = new java.util.LinkedHashMap<String, Object>();
        for (var name : List.of("z", "password", "a", "m")) {
            tree.put(name, name);
        }

        assertThat(SANITIZER.object(tree).keySet()).containsExactly("z", "password", "a", "m");
    }

    @Test
    void imageDataIsReplacedByItsSize() {
        var image = Map.of("type", "base64", "media_type", "image/png", "data", "iVBORw0KGgo");

        assertThat(SANITIZER.object(image)).containsEntry("data", "[OMITTED: 11 characters of image data]");
    }

    @Test
    @Tag("R30")
    void hundredNestedObjectsAndBottomlessOnesAreNoProblem() {
        Object nested = Map.of("password", "swordfish");
        for (int i = 0; i < 100; i++) {
            nested = Map.of("a", nested);
        }
        Object bottomless = "x";
        for (int i = 0; i < 100_000; i++) {
            var list = new ArrayList<Object>();
            list.add(bottomless);
            bottomless = list;
        }

        assertThat(String.valueOf(SANITIZER.json(nested))).doesNotContain("swordfish");
        assertThat(SANITIZER.json(bottomless)).isNotNull();
    }

    @Test
    @Tag("R30")
    void cleanTreeStaysAsItIs() {
        var tree = Map.of("command", "tool --password swordfish", "token", "abc", "list", List.of(new Shapes(2).jwt()));

        var once = SANITIZER.object(tree);

        assertThat(SANITIZER.object(once)).isEqualTo(once);
    }
}

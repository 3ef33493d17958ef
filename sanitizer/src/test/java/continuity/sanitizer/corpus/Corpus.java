package continuity.sanitizer.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The texts of the corpus with their holes filled, the same ones each time.
 *
 * @param texts in the order of the files
 */
record Corpus(List<Text> texts) {

    /** How often a text with holes is drawn. */
    private static final int COPIES = 2;

    private static final long SEED = 20_261_121;
    private static final Pattern HOLE = Pattern.compile("\\{\\{(~?)([a-z0-9_]+)(?:\\|(wrap|wrapescaped))?}}");
    private static final Pattern DEEP = Pattern.compile("@json(\\d) (.*)", Pattern.DOTALL);

    /** Whether the surroundings say by their form that a secret stands there, or in words, or none does. */
    enum Sort {
        STRUCTURED,
        CONTEXTUAL,
        BENIGN
    }

    /** What a text is an example of. */
    record Kind(String name, Sort sort, boolean heldOut) {}

    /** A text and the secrets that stand in it. */
    record Text(Kind kind, String template, String content, List<Planted> secrets) {}

    /**
     * A secret in a text.
     *
     * @param value as it was drawn; escaping and wrapping aside, it stands in the text
     */
    record Planted(String shape, String value) {}

    Corpus {
        texts = List.copyOf(texts);
    }

    static Corpus load() {
        var shapes = new SecretShapes(lines("shapes.txt"));
        var random = new Random(SEED);
        var texts = new ArrayList<Text>();
        for (var file : List.of("secrets.txt", "benign.txt")) {
            read(lines(file), shapes, random, texts);
        }
        return new Corpus(texts);
    }

    private static void read(List<String> lines, SecretShapes shapes, Random random, List<Text> texts) {
        var kind = new Kind("", Sort.BENIGN, false);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (line.startsWith("== ")) {
                var words = line.split(" ", -1);
                kind = new Kind(
                        words[1],
                        Sort.valueOf(words[2].toUpperCase(java.util.Locale.ROOT)),
                        words[3].equals("held_out"));
            } else if (line.equals("<<<")) {
                int end = i + lines.subList(i, lines.size()).indexOf(">>>");
                add(kind, String.join("\n", lines.subList(i + 1, end)) + "\n", shapes, random, texts);
                i = end;
            } else if (!kind.name.isEmpty() && !line.isBlank()) {
                add(kind, line, shapes, random, texts);
            }
        }
    }

    private static void add(Kind kind, String template, SecretShapes shapes, Random random, List<Text> texts) {
        int copies = HOLE.matcher(template).find() ? COPIES : 1;
        for (int copy = 0; copy < copies; copy++) {
            var secrets = new ArrayList<Planted>();
            var deep = DEEP.matcher(template);
            int depth = deep.matches() ? Integer.parseInt(deep.group(1)) : 0;
            var plain = depth > 0 ? deep.group(2).replace('¶', '\n') : template.replace('␛', '\u001b');
            var content = HOLE.matcher(plain).replaceAll(hole -> {
                var drawn = shapes.draw(hole.group(2), random);
                if (hole.group(1).isEmpty()) {
                    secrets.add(new Planted(hole.group(2), drawn));
                }
                return java.util.regex.Matcher.quoteReplacement(wrapped(drawn, String.valueOf(hole.group(3))));
            });
            for (int level = 0; level < depth; level++) {
                content = "{\"content\": \"" + escaped(content) + "\"}";
            }
            texts.add(new Text(kind, template, content, List.copyOf(secrets)));
        }
    }

    private static String wrapped(String drawn, String how) {
        int middle = drawn.length() * 2 / 3;
        return switch (how) {
            case "wrap" -> drawn.substring(0, middle) + "\n" + drawn.substring(middle);
            case "wrapescaped" -> drawn.substring(0, middle) + "\\n    " + drawn.substring(middle);
            default -> drawn;
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }

    private static List<String> lines(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream("/corpus/" + file)) {
            if (in == null) {
                throw new IllegalStateException("corpus/" + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

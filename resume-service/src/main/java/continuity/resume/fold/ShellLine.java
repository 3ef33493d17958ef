package continuity.resume.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A shell command line, as far as it can be read without running it: quotes and separators are understood, redirections
 * and here-documents dropped, expansions kept as text.
 */
record ShellLine(List<Step> steps) {

    /** Words that any tool may be handed again: no expansion, no pattern, no option. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]*");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    /** Steps that prepare or end a line and do not say what it is about. */
    private static final Set<String> SCAFFOLDING =
            Set.of("cd", "echo", "exit", "set", "export", "true", ":", "pushd", "popd");

    /**
     * One simple command.
     *
     * @param words without assignments in front
     * @param piped whether it reads what the step before it wrote
     */
    record Step(List<String> words, boolean piped) {

        String name() {
            return words.getFirst();
        }

        /** The subcommand of git and all that follows it; empty for another program. */
        private List<String> git() {
            var first = 1;
            while (word(first).startsWith("-")) {
                first += word(first).equalsIgnoreCase("-c") ? 2 : 1;
            }
            return name().equals("git") && first < words.size() ? words.subList(first, words.size()) : List.of();
        }

        /** The word at {@code index}, empty where there is none. */
        String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }
    }

    static ShellLine parse(String text) {
        return new ShellLine(new Reader(text).read());
    }

    /** The calls of git, each from its subcommand on. */
    List<List<String>> gitCalls() {
        return steps.stream().map(Step::git).filter(call -> !call.isEmpty()).toList();
    }

    static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }

    /** What the line is about: without output filters, redirections, assignments and scaffolding. */
    List<Step> core() {
        return steps.stream()
                .filter(step -> !step.piped() && !SCAFFOLDING.contains(step.name()))
                .toList();
    }

    /** Two runs of one thing have it in common. */
    String normalised() {
        return core().stream().map(step -> String.join(" ", step.words())).collect(Collectors.joining("; "));
    }

    /** Reads character by character; a text that is no valid shell yields what could be read of it. */
    private static final class Reader {

        private final String text;
        private int at;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private boolean piped;
        private boolean skipNext;

        Reader(String text) {
            this.text = text;
        }

        List<Step> read() {
            while (at < text.length()) {
                var c = text.charAt(at++);
                switch (c) {
                    case '\'' -> quoted('\'');
                    case '"' -> quoted('"');
                    case '\\' -> escaped();
                    case ' ', '\t' -> endWord();
                    case '#' -> comment();
                    case '\n', ';', '(', ')' -> endStep(false);
                    case '&' -> ampersand();
                    case '|' -> endStep(!next('|'));
                    case '>', '<' -> redirection(c);
                    case '$', '`' -> expansion(c);
                    default -> append(c);
                }
            }
            endStep(false);
            return steps;
        }

        private void append(char c) {
            word.append(c);
            inWord = true;
        }

        private boolean next(char expected) {
            var found = at < text.length() && text.charAt(at) == expected;
            if (found) {
                at++;
            }
            return found;
        }

        private void quoted(char quote) {
            inWord = true;
            while (at < text.length() && text.charAt(at) != quote) {
                if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                word.append(text.charAt(at++));
            }
            at++;
        }

        private void escaped() {
            if (at < text.length() && text.charAt(at) != '\n') {
                append(text.charAt(at));
            }
            at++;
        }

        private void comment() {
            if (inWord) {
                append('#');
                return;
            }
            while (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }

        private void ampersand() {
            if (next('>')) {
                redirection('>');
            } else {
                next('&');
                endStep(false);
            }
        }

        /** The file descriptor before it and the file after it are no words of the command. */
        private void redirection(char c) {
            if (word.chars().allMatch(Character::isDigit)) {
                word.setLength(0);
                inWord = false;
            }
            endWord();
            if (c == '<' && next('<')) {
                at = text.length(); // a here-document: what follows is its text
                return;
            }
            if (!next('>')) {
                next('&');
            }
            skipNext = true;
        }

        private void expansion(char c) {
            append(c);
            if (c == '$' && at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == '{')) {
                upToClosing(text.charAt(at), text.charAt(at) == '(' ? ')' : '}');
            } else if (c == '`') {
                while (at < text.length() && text.charAt(at) != '`') {
                    append(text.charAt(at++));
                }
                at++;
            }
        }

        private void upToClosing(char open, char close) {
            var depth = 0;
            while (at < text.length()) {
                var c = text.charAt(at++);
                append(c);
                depth += c == open ? 1 : c == close ? -1 : 0;
                if (depth == 0) {
                    return;
                }
            }
        }

        private void endWord() {
            if (inWord && skipNext) {
                skipNext = false;
            } else if (inWord && !(words.isEmpty() && ASSIGNMENT.matcher(word).matches())) {
                words.add(word.toString());
            }
            word.setLength(0);
            inWord = false;
        }

        private void endStep(boolean nextIsPiped) {
            endWord();
            skipNext = false;
            if (!words.isEmpty()) {
                steps.add(new Step(List.copyOf(words), piped));
                words.clear();
            }
            piped = nextIsPiped;
        }
    }
}

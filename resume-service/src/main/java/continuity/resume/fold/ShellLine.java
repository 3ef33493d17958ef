package continuity.resume.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shell command line, as far as it can be read without running it: quotes and separators are understood, what is read
 * from files and here-documents is dropped, expansions are kept as text.
 */
record ShellLine(List<Step> steps) {

    /** Words that any tool may be handed again: no expansion, no pattern, no option. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]*");

    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?\\s*(['\"]?)(\\w+)\\1");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    /** Steps that prepare or end a line and do not say what it is about. */
    private static final Set<String> SCAFFOLDING =
            Set.of("cd", "echo", "exit", "set", "export", "true", ":", "pushd", "popd");

    static final Set<String> CHANGES_DIRECTORY = Set.of("cd", "pushd", "popd");

    private static final Set<String> OPENING = Set.of("{", "if", "for", "while", "until", "case", "select");

    private static final Set<String> CLOSING = Set.of("}", "fi", "done", "esac");

    /** What makes a step run. */
    enum Joint {
        /** The step before it ended. */
        SEQUENCE,
        /** The step before it succeeded. */
        AND,
        /** The step before it, whose output it reads. */
        PIPE,
        /** The step before it failed. */
        OTHERWISE
    }

    /** A file that the output of a step goes to. */
    record Output(String path, boolean isAppended) {}

    /**
     * One simple command.
     *
     * @param words without assignments in front
     * @param nested whether it stands in parentheses, braces, a condition or a loop
     */
    record Step(List<String> words, List<Output> outputs, Joint joint, boolean nested) {

        boolean isPiped() {
            return joint == Joint.PIPE;
        }

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

        /** A commit is one whatever its message, and a push wherever it goes. */
        private String atHeart() {
            var call = git();
            var isNamedByItself = !call.isEmpty() && Set.of("commit", "push").contains(call.getFirst());
            return isNamedByItself ? "git " + call.getFirst() : String.join(" ", words);
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
                .filter(step -> !step.isPiped() && !SCAFFOLDING.contains(step.name()))
                .toList();
    }

    /** Two runs of one thing have it in common. */
    String normalised() {
        return core().stream().map(Step::atHeart).collect(Collectors.joining("; "));
    }

    /**
     * Where it does what it is about; empty where that is not known, or does not matter, as to git.
     *
     * @param start where the line begins
     */
    String place(@Nullable String start) {
        var place = start;
        for (var step : steps) {
            if (!SCAFFOLDING.contains(step.name())) {
                return place == null || step.name().equals("git") ? "" : place;
            }
            if (CHANGES_DIRECTORY.contains(step.name())) {
                var isKnown = place != null && step.name().equals("cd") && isPlain(step.word(1));
                place = isKnown ? FilePath.resolve(place, step.word(1)) : null;
            }
        }
        return "";
    }

    /** If the line has succeeded, the steps that all did: those that "&&" joins to its end, if there are several. */
    List<String> allRan() {
        var core = core();
        var start = core.size() - 1;
        while (start > 0 && core.get(start).joint() == Joint.AND) {
            start--;
        }
        return start < 0 || start == core.size() - 1
                ? List.of()
                : core.subList(start, core.size()).stream().map(Step::atHeart).toList();
    }

    /** Whether the line may end well though what it is about did not: behind a pipe, "|| true" or "; echo". */
    boolean hidesStatus() {
        var last = steps.size() - 1;
        while (last >= 0
                && (steps.get(last).isPiped()
                        || SCAFFOLDING.contains(steps.get(last).name()))) {
            last--;
        }
        return steps.stream()
                .skip(last + 1L)
                .anyMatch(step -> step.joint() == Joint.OTHERWISE
                        || (step.isPiped() && !pipesFail())
                        || (step.joint() == Joint.SEQUENCE && !step.name().equals("exit")));
    }

    /** Whether it takes care that a failure before a pipe is one. */
    private boolean pipesFail() {
        return steps.stream()
                .anyMatch(step -> step.words().contains("pipefail")
                        || (step.name().equals("exit") && step.word(1).contains("PIPESTATUS")));
    }

    /** Reads character by character; a text that is no valid shell yields what could be read of it. */
    private static final class Reader {

        private final String text;
        private int at;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> words = new ArrayList<>();
        private final List<Output> outputs = new ArrayList<>();
        private final List<String> hereDocuments = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private Operand operand = Operand.WORD;
        private Joint joint = Joint.SEQUENCE;
        private int parentheses;
        private int compounds;

        /** What the next word is. */
        private enum Operand {
            WORD,
            INPUT,
            OUTPUT,
            APPENDED,
            HERE_DOCUMENT
        }

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
                    case '\n' -> endLine();
                    case ';' -> endStep(Joint.SEQUENCE);
                    case '(', ')' -> parenthesis(c);
                    case '&' -> ampersand();
                    case '|' -> endStep(next('|') ? Joint.OTHERWISE : Joint.PIPE);
                    case '>', '<' -> redirection(c);
                    case '$', '`' -> expansion(c);
                    default -> append(c);
                }
            }
            endStep(Joint.SEQUENCE);
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
                if (quote == '"' && text.startsWith("$(", at)) {
                    expansion(text.charAt(at++));
                } else {
                    if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
                        at++;
                    }
                    word.append(text.charAt(at++));
                }
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
                endStep(next('&') ? Joint.AND : Joint.SEQUENCE);
            }
        }

        private void parenthesis(char c) {
            endStep(Joint.SEQUENCE);
            parentheses = Math.max(0, parentheses + (c == '(' ? 1 : -1));
        }

        /** Neither the file descriptor before it nor what comes after it is a word of the command. */
        private void redirection(char c) {
            if (word.chars().allMatch(Character::isDigit)) {
                word.setLength(0);
                inWord = false;
            }
            endWord();
            if (c == '<') {
                operand = next('<') && !next('<') ? Operand.HERE_DOCUMENT : Operand.INPUT;
                next(operand == Operand.HERE_DOCUMENT ? '-' : '&');
            } else if (next('>')) {
                operand = Operand.APPENDED;
            } else {
                operand = next('&') ? Operand.INPUT : Operand.OUTPUT; // to another descriptor, or a file
                next('|');
            }
        }

        /** The texts of here-documents begin below the line that announces them. */
        private void endLine() {
            endStep(Joint.SEQUENCE);
            hereDocuments.forEach(this::skipUpTo);
            hereDocuments.clear();
        }

        private void skipUpTo(String end) {
            var line = "";
            while (at < text.length() && !line.equals(end)) {
                line = line().strip();
            }
        }

        private String line() {
            var end = text.indexOf('\n', at);
            var line = text.substring(at, end < 0 ? text.length() : end);
            at += line.length() + 1;
            return line;
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
                if (depth > 0 && nestedText()) {
                    continue;
                }
                var c = text.charAt(at++);
                append(c);
                depth += c == open ? 1 : c == close ? -1 : 0;
                if (depth == 0) {
                    return;
                }
            }
        }

        /** A here-document or a quoted text, whose parentheses close nothing. */
        private boolean nestedText() {
            var start = at;
            var hereDocument = HERE_DOCUMENT.matcher(text).region(at, text.length());
            var quote = text.charAt(at);
            if (hereDocument.lookingAt()) {
                at = hereDocument.end();
                line();
                skipUpTo(hereDocument.group(2));
            } else if (quote == '\'' || quote == '"') {
                at = text.indexOf(quote, at + 1) + 1;
                if (at == 0) {
                    at = text.length();
                }
            }
            at = Math.min(at, text.length());
            word.append(text, start, at);
            return at > start;
        }

        private void endWord() {
            if (inWord) {
                var read = word.toString();
                switch (operand) {
                    case WORD -> {
                        if (!words.isEmpty() || !ASSIGNMENT.matcher(read).matches()) {
                            words.add(read);
                        }
                    }
                    case INPUT -> {}
                    case OUTPUT -> outputs.add(new Output(read, false));
                    case APPENDED -> outputs.add(new Output(read, true));
                    case HERE_DOCUMENT -> hereDocuments.add(read);
                }
                operand = Operand.WORD;
            }
            word.setLength(0);
            inWord = false;
        }

        private void endStep(Joint next) {
            endWord();
            operand = Operand.WORD;
            if (!words.isEmpty()) {
                compounds += OPENING.contains(words.getFirst()) ? 1 : 0;
                compounds = Math.max(0, compounds - (CLOSING.contains(words.getFirst()) ? 1 : 0));
                var nested = parentheses + compounds > 0;
                steps.add(new Step(List.copyOf(words), List.copyOf(outputs), joint, nested));
                joint = next;
            } else if (next != Joint.SEQUENCE) { // a line or a parenthesis may begin after "||"
                joint = next;
            }
            words.clear();
            outputs.clear();
        }
    }
}

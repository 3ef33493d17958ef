package continuity.resume.fold;

import continuity.resume.fold.ShellLine.Joint;
import continuity.resume.fold.ShellLine.Output;
import continuity.resume.fold.ShellLine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a command line character by character; one that is no valid shell yields what could be read of it. Single use.
 */
final class ShellLineReader {

    private static final Pattern HERE_DOCUMENT = Pattern.compile("(?<!<)<<-?\\s*(['\"]?)(\\w+)\\1");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    private static final Set<String> OPENING = Set.of("{", "if", "for", "while", "until", "case", "select");

    private static final Set<String> CLOSING = Set.of("}", "fi", "done", "esac");

    /** Words before a command that belong to what surrounds it. */
    private static final Set<String> AROUND = Set.of("if", "elif", "while", "until", "then", "do", "else", "{", "time");

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

    ShellLineReader(String text) {
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
        } else if (next('&')) {
            endStep(Joint.AND);
        } else {
            endStep(Joint.SEQUENCE);
            leaveRunning();
        }
    }

    /** What a single "&" ends: the last list of commands, and all that stands in parentheses with it. */
    private void leaveRunning() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            var step = steps.get(i);
            steps.set(i, step.inBackground());
            var isWithin = step.nested() && parentheses + compounds == 0;
            if (step.joint() == Joint.SEQUENCE
                    && !(isWithin && i > 0 && steps.get(i - 1).nested())) {
                return;
            }
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
        var isArithmetic = text.startsWith("((", at);
        while (at < text.length()) {
            if (depth > 0 && !isArithmetic && nestedText()) {
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
        var hereDocument = HERE_DOCUMENT.matcher(text).region(at, text.length()).useTransparentBounds(true);
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
            while (!words.isEmpty() && AROUND.contains(words.getFirst())) {
                words.removeFirst();
            }
        }
        if (!words.isEmpty()) {
            var nested = parentheses + compounds > 0;
            steps.add(new Step(List.copyOf(words), List.copyOf(outputs), joint, nested, false));
            joint = next;
        } else if (next != Joint.SEQUENCE) { // a line or a parenthesis may begin after "||"
            joint = next;
        }
        words.clear();
        outputs.clear();
    }
}

package continuity.commandlog.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a command line apart, well enough to tell programs, arguments, quotes and here-documents from each other. It
 * expands nothing. Single use; linear in the length of the line.
 */
final class ShellReader {

    private static final int MAX_LENGTH = 64 * 1024;

    /**
     * {@code $(cat <<'END'} and the line break: the usual way to write a message of several lines. What may stand
     * before the break is limited, or a line full of these would be read to its end from each of them.
     */
    private static final Pattern QUOTED_DOCUMENT =
            Pattern.compile("\\$\\([ \\t]*+cat[ \\t]*+<<-?[ \\t]*+['\"]?(\\w++)['\"]?[^\\n]{0,200}+\\n");

    private static final Pattern DOCUMENT = Pattern.compile("<<-?[ \\t]*+\\\\?['\"]?(\\w++)['\"]?");

    private final String text;
    private final List<ShellCommand> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private @Nullable String documentEnd;
    private int documentOwner;
    private int at;

    ShellReader(String text) {
        this.text = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    List<ShellCommand> read() {
        while (at < text.length()) {
            step(text.charAt(at));
        }
        endCommand();
        return commands;
    }

    private void step(char c) {
        switch (c) {
            case ' ', '\t', '\r' -> {
                endWord();
                at++;
            }
            case '\n' -> {
                at++;
                endCommand();
                readDocument();
            }
            case ';', '|', '(', ')', '`' -> {
                at++;
                endCommand();
            }
            case '&' -> ampersand();
            case '#' -> comment();
            case '<' -> lessThan();
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            case '$' -> dollar();
            default -> take(c);
        }
    }

    private void take(char c) {
        word.append(c);
        inWord = true;
        at++;
    }

    /** A separator, unless it is part of a redirection like {@code 2>&1} or {@code &>file}. */
    private void ampersand() {
        if ((at > 0 && text.charAt(at - 1) == '>') || text.startsWith("&>", at)) {
            take('&');
        } else {
            at++;
            endCommand();
        }
    }

    private void comment() {
        if (inWord) {
            take('#');
        } else {
            var end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }

    private void lessThan() {
        if (text.startsWith("<<<", at)) {
            endWord();
            at += 3;
            return;
        }
        var matcher = DOCUMENT.matcher(text).region(at, text.length());
        if (matcher.lookingAt()) {
            endWord();
            documentEnd = matcher.group(1);
            documentOwner = commands.size();
            at = matcher.end();
        } else {
            take('<');
        }
    }

    private void singleQuoted() {
        var end = text.indexOf('\'', at + 1);
        var stop = end < 0 ? text.length() : end;
        word.append(text, at + 1, stop);
        inWord = true;
        at = Math.min(text.length(), stop + 1);
    }

    private void doubleQuoted() {
        inWord = true;
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            var c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "\"\\$`\n".indexOf(text.charAt(at + 1)) >= 0) {
                if (text.charAt(at + 1) != '\n') {
                    word.append(text.charAt(at + 1));
                }
                at += 2;
            } else if (c != '$' || !quotedDocument()) {
                word.append(c);
                at++;
            }
        }
        at++;
    }

    private void escaped() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            word.append(text.charAt(at + 1));
            inWord = true;
        }
        at += 2;
    }

    private void dollar() {
        if (!quotedDocument()) {
            take('$');
        }
    }

    /** Takes the here-document of a {@code $(cat <<END …)} into the current word. */
    private boolean quotedDocument() {
        if (!text.startsWith("$(", at)) {
            return false;
        }
        var matcher = QUOTED_DOCUMENT.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        word.append(linesUntil(matcher.group(1)));
        inWord = true;
        var close = text.indexOf(')', at);
        at = close < 0 ? text.length() : close + 1;
        return true;
    }

    /** A here-document stands on the lines after its command, and after whatever follows that on its line. */
    private void readDocument() {
        if (documentEnd == null) {
            return;
        }
        var document = linesUntil(documentEnd);
        documentEnd = null;
        if (documentOwner < commands.size()) {
            commands.set(
                    documentOwner, new ShellCommand(commands.get(documentOwner).words(), document));
        }
    }

    /** The lines before the one that consists of {@code end}; reading goes on after it. */
    private String linesUntil(String end) {
        var start = at;
        while (at < text.length()) {
            var lineEnd = text.indexOf('\n', at);
            var stop = lineEnd < 0 ? text.length() : lineEnd;
            var isEnd = text.substring(at, stop).strip().equals(end);
            var before = at;
            at = Math.min(text.length(), stop + 1);
            if (isEnd) {
                return text.substring(start, before).strip();
            }
        }
        return text.substring(start).strip();
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(ShellCommand.of(words));
        }
        words = new ArrayList<>();
    }
}

package continuity.sanitizer;

import java.util.List;
import java.util.regex.Pattern;

/** Secrets that a command reads from its standard input: {@code echo … | docker login --password-stdin}. */
final class Pipes implements Anchored {

    /** What says that the input is a secret. */
    private static final List<String> READERS = List.of(
            "--password-stdin",
            "sudo -S",
            "--with-token",
            "--data-file=-",
            "secret set ",
            "secret put ",
            "chpasswd",
            "passwd --stdin",
            "-pass stdin",
            "pass:stdin",
            "ConvertTo-SecureString",
            "cryptsetup ",
            "vault login -");

    private static final Pattern WRITER = Pattern.compile(
            "(?:(?:echo|printf|print|Write-Output)(?: -{1,2}\\w{1,12})*+(?: (?:'%s(?:\\\\n)?'|\"%s(?:\\\\n)?\"|%s))? |\\()\\s*$");

    private static final Pattern HERE = Pattern.compile("[^\\n|;]{0,80}?<<<\\s?");

    /** How far before its reader a pipe begins, in characters. */
    private static final int MAX_PIPE = 400;

    @Override
    public List<String> anchors() {
        return READERS;
    }

    @Override
    public void findAt(String text, int at, String reader, Spans spans) {
        findBefore(text, at, reader, spans);
        findBehind(text, at + reader.length(), spans);
    }

    private static void findBefore(String text, int reader, String name, Spans spans) {
        int pipe = reader;
        while (reader - pipe < MAX_PIPE && "|\n".indexOf(Words.at(text, pipe)) < 0) {
            pipe--;
        }
        int from = Math.max(0, pipe - MAX_PIPE);
        if (Words.at(text, pipe) != '|') {
            return;
        }
        int end = pipe;
        while (end > from && Words.isBlank(text.charAt(end - 1))) {
            end--;
        }
        var quote = Words.at(text, end - 1);
        int start = Words.isQuote(quote) ? end - 1 : end;
        var opening = Words.isQuote(quote) ? quote : ' ';
        while (start > from && text.charAt(start - 1) != opening) {
            start--;
        }
        int writer = Words.isQuote(quote) ? start - 1 : start;
        if (start <= from || !WRITER.matcher(text).region(from, writer).find()) {
            return;
        }
        int to = Words.isQuote(quote) ? end - 1 : end;
        if (name.equals("chpasswd")) {
            start = text.indexOf(':', start) + 1;
        }
        add(text, start, to, spans);
    }

    private static void findBehind(String text, int from, Spans spans) {
        var here = HERE.matcher(text).region(from, Math.min(text.length(), from + MAX_PIPE));
        if (here.lookingAt()) {
            var value = Value.read(text, here.end(), false);
            add(text, value.start(), value.end(), spans);
        }
    }

    private static void add(String text, int start, int end, Spans spans) {
        if (start < end && !Values.isHarmless(text.substring(start, end))) {
            spans.add(start, end, TokenFormats.typeOf(text.substring(start, end)));
        }
    }
}

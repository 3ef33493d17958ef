package continuity.sanitizer;

import java.util.List;

/** Secrets behind the short options of well-known commands: {@code curl -u user:…}, {@code sshpass -p …}. */
final class CommandLines implements Rule {

    private enum Form {
        /** The password follows, with or without a blank. */
        PASSWORD,
        /** The password follows without a blank; what follows behind a blank is something else. */
        GLUED_PASSWORD,
        /** A user and a password with a colon between them; the user stays. */
        USER_AND_PASSWORD,
        /** A line of cookies, if it is not the name of a file with them. */
        COOKIES
    }

    private record Option(String command, String flag, Form form) {}

    private static final List<Option> OPTIONS = List.of(
            new Option("curl", "-u", Form.USER_AND_PASSWORD),
            new Option("curl", "--user", Form.USER_AND_PASSWORD),
            new Option("curl", "--proxy-user", Form.USER_AND_PASSWORD),
            new Option("curl", "-U", Form.USER_AND_PASSWORD),
            new Option("curl", "-b", Form.COOKIES),
            new Option("mysql", "-p", Form.GLUED_PASSWORD),
            new Option("mariadb", "-p", Form.GLUED_PASSWORD),
            new Option("sshpass", "-p", Form.PASSWORD),
            new Option("docker login", "-p", Form.PASSWORD),
            new Option("podman login", "-p", Form.PASSWORD),
            new Option("registry login", "-p", Form.PASSWORD),
            new Option("redis-cli", "-a", Form.PASSWORD),
            new Option("openssl", "pass:", Form.PASSWORD),
            new Option("ldapsearch", "-w", Form.PASSWORD));

    /** How far behind a command its options are looked for, in characters. */
    private static final int MAX_COMMAND = 1024;

    @Override
    public void find(String text, Spans spans) {
        for (var option : OPTIONS) {
            int at = text.indexOf(option.command);
            while (at >= 0) {
                int from = at + option.command.length();
                int next = text.indexOf(option.command, from);
                findFlag(text, option, from, next < 0 ? text.length() : next, spans);
                at = next;
            }
        }
    }

    private static void findFlag(String text, Option option, int from, int to, Spans spans) {
        int limit = Math.min(to, from + MAX_COMMAND);
        for (int i = from; i < limit && !endsCommand(text, i); i++) {
            if (Words.isBlank(Words.at(text, i - 1)) && text.startsWith(option.flag, i)) {
                addValue(text, option, i + option.flag.length(), spans);
            }
        }
    }

    private static boolean endsCommand(String text, int at) {
        var c = text.charAt(at);
        return c == ';' || c == '|' || (c == '\n' && Words.at(text, at - 1) != '\\');
    }

    private static void addValue(String text, Option option, int flagEnd, Spans spans) {
        var blank = Words.isBlank(Words.at(text, flagEnd));
        int at = Words.skipBlanks(text, flagEnd);
        var isLong = option.flag.startsWith("--");
        if (isLong && Words.at(text, at) == '=') {
            at++;
        } else if (blank ? Words.at(text, at) == '-' : isLong) {
            return;
        }
        var value = Value.read(text, at, false);
        int start = value.start();
        var content = value.in(text);
        var secret = switch (option.form) {
            case PASSWORD -> true;
            case GLUED_PASSWORD -> !blank || Values.looksSecret(SecretNames.Strength.SURE, content);
            case COOKIES -> content.contains("=");
            case USER_AND_PASSWORD -> {
                int colon = content.indexOf(':');
                start += colon + 1;
                yield colon >= 0;
            }
        };
        if (secret && !Values.isHarmless(text.substring(start, value.end()))) {
            int end = value.whole(text).end();
            spans.add(start, end, TokenFormats.typeOf(text.substring(start, end)));
        }
    }
}

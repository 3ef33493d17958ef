package continuity.sanitizer;

import continuity.sanitizer.SecretNames.Strength;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Secrets behind the short options of well-known commands, {@code curl -u user:…}, and in place of their arguments. */
final class CommandLines implements Anchored {

    private enum Form {
        /** The password follows, with or without a blank. */
        PASSWORD,
        /** The password follows without a blank; what follows behind a blank is something else. */
        GLUED_PASSWORD,
        /** The password follows if it looks like one; the letter means other things as well. */
        LIKELY_PASSWORD,
        /** A user and a password with a colon, a comma, a slash or a percent sign between them; the user stays. */
        USER_AND_PASSWORD,
        /** A line of cookies, if it is not the name of a file with them. */
        COOKIES
    }

    /** @param flag empty if the secret follows right behind the command */
    private record Option(String command, String flag, Form form) {}

    private static final List<Option> OPTIONS = Stream.of(
                    options(Form.USER_AND_PASSWORD, "-u", "curl", "wget", "lftp"),
                    options(Form.USER_AND_PASSWORD, "--user", "curl"),
                    options(Form.USER_AND_PASSWORD, "--proxy-user", "curl"),
                    options(Form.USER_AND_PASSWORD, "-U", "curl", "smbclient", "rpcclient"),
                    options(Form.USER_AND_PASSWORD, "-a", "http", "https", "xh"),
                    options(Form.USER_AND_PASSWORD, "--creds", "skopeo", "crane", "oras"),
                    options(Form.USER_AND_PASSWORD, "", "sqlplus", "impdp", "expdp"),
                    options(Form.COOKIES, "-b", "curl"),
                    options(Form.PASSWORD, "--oauth2-bearer", "curl"),
                    options(
                            Form.GLUED_PASSWORD,
                            "-p",
                            "mysql",
                            "mysqldump",
                            "mysqladmin",
                            "mysqlimport",
                            "mariadb",
                            "mariadb-dump"),
                    options(Form.GLUED_PASSWORD, "-p", "7z", "7za", "7zz", "rar", "unrar"),
                    options(
                            Form.PASSWORD,
                            "-p",
                            "sshpass",
                            "docker login",
                            "podman login",
                            "nerdctl login",
                            "registry login"),
                    options(
                            Form.PASSWORD,
                            "-p",
                            "oc login",
                            "cf login",
                            "az login",
                            "twine upload",
                            "oras login",
                            "buildah login"),
                    options(
                            Form.PASSWORD,
                            "-p",
                            "mongo",
                            "mongosh",
                            "mongodump",
                            "mongorestore",
                            "mongoimport",
                            "mongoexport",
                            "cqlsh"),
                    options(Form.PASSWORD, "-a", "redis-cli", "valkey-cli"),
                    options(Form.PASSWORD, "pass:", "openssl"),
                    options(
                            Form.PASSWORD,
                            "-w",
                            "ldapsearch",
                            "ldapadd",
                            "ldapmodify",
                            "ldapwhoami",
                            "ldapdelete",
                            "ldappasswd"),
                    options(Form.PASSWORD, "-P", "sqlcmd", "bcp", "zip", "unzip", "ssh-keygen"),
                    options(Form.PASSWORD, "-N", "ssh-keygen"),
                    options(Form.PASSWORD, "-t", "doctl auth init"),
                    options(Form.PASSWORD, "-String", "ConvertTo-SecureString"),
                    options(Form.PASSWORD, "/pass:", "cmdkey"),
                    options(Form.PASSWORD, "/rp", "schtasks"),
                    options(Form.PASSWORD, "/p:", "xfreerdp"),
                    options(Form.PASSWORD, "-b", "gh secret set"),
                    options(Form.PASSWORD, "--body", "gh secret set"),
                    options(
                            Form.PASSWORD,
                            "",
                            "ConvertTo-SecureString",
                            "IDENTIFIED BY",
                            "identified by",
                            "cargo login"),
                    options(
                            Form.PASSWORD,
                            "",
                            "requirepass",
                            "masterauth",
                            "ngrok authtoken",
                            "add-authtoken",
                            "snyk auth"),
                    options(Form.LIKELY_PASSWORD, "", "vault login", "AUTH", "npm login", "railway login"),
                    behindUser(
                            "rabbitmqctl add_user",
                            "rabbitmqctl change_password",
                            "net user",
                            "cf auth",
                            "htpasswd -b"),
                    options(Form.LIKELY_PASSWORD, "/user:", "net use"))
            .flatMap(List::stream)
            .toList();

    private static final Map<String, List<Option>> BY_COMMAND =
            OPTIONS.stream().collect(Collectors.groupingBy(Option::command));

    /** How far behind a command its options are looked for, in characters. */
    private static final int MAX_COMMAND = 1024;

    /** Arguments among which the password behind a user's name is looked for. */
    private static final int MAX_ARGUMENTS = 4;

    private static final String BEHIND_USER = " ";

    private static List<Option> options(Form form, String flag, String... commands) {
        return Arrays.stream(commands)
                .map(command -> new Option(command, flag, form))
                .toList();
    }

    private static List<Option> behindUser(String... commands) {
        return options(Form.LIKELY_PASSWORD, BEHIND_USER, commands);
    }

    @Override
    public List<String> anchors() {
        return List.copyOf(BY_COMMAND.keySet());
    }

    @Override
    public void findAt(String text, int at, String command, Spans spans) {
        if (Words.startsAt(text, at)) {
            for (var option : BY_COMMAND.getOrDefault(command, List.of())) {
                findArgument(text, option, at + command.length(), spans);
            }
        }
    }

    private static void findArgument(String text, Option option, int from, Spans spans) {
        if (Words.isNamePart(Words.at(text, from))) {
            return;
        }
        if (option.flag.isEmpty()) {
            addValue(text, option, from, spans);
        } else if (option.flag.equals(BEHIND_USER)) {
            findBehindUser(text, option, from, spans);
        } else {
            findFlag(text, option, from, spans);
        }
    }

    private static void findFlag(String text, Option option, int from, Spans spans) {
        int limit = Math.min(text.length(), from + MAX_COMMAND);
        for (int i = from; i < limit && !endsCommand(text, i); i++) {
            if (text.startsWith(option.flag, i) && Words.isBlank(Words.at(text, i - 1))) {
                addValue(text, option, i + option.flag.length(), spans);
            }
            if (text.startsWith(option.command, i)) {
                return; // its own turn comes
            }
        }
    }

    private static void findBehindUser(String text, Option option, int from, Spans spans) {
        int at = from;
        for (int argument = 0; argument < MAX_ARGUMENTS && at < text.length() && !endsCommand(text, at); argument++) {
            int next = Words.skipBlanks(text, at);
            var value = Value.read(text, next, false);
            if (argument > 0) {
                addValue(text, option, next, spans);
            }
            at = Math.max(next, value.end()) + (value.quoted() ? 1 : 0);
        }
    }

    private static boolean endsCommand(String text, int at) {
        var c = text.charAt(at);
        return c == ';' || c == '|' || (c == '\n' && Words.at(text, at - 1) != '\\');
    }

    private static void addValue(String text, Option option, int flagEnd, Spans spans) {
        var blank = Words.isBlank(Words.at(text, flagEnd));
        int at = Words.skipBlanks(text, flagEnd);
        var isLong = option.flag.startsWith("--") || option.flag.length() > 2 || option.flag.isEmpty();
        if (isLong && Words.at(text, at) == '=') {
            at++;
        } else if (blank ? Words.at(text, at) == '-' : isLong && !endsWithColon(option)) {
            return;
        }
        if (option.flag.equals("/user:")) {
            at = Words.skipBlanks(text, Value.read(text, at, false).end());
        }
        var value = Value.read(text, at, false);
        int start = value.start();
        var content = value.in(text);
        var secret = switch (option.form) {
            case PASSWORD -> true;
            case GLUED_PASSWORD -> !blank || Values.looksSecret(Strength.SURE, content);
            case LIKELY_PASSWORD -> Values.looksSecret(Strength.SURE, content);
            case COOKIES -> content.contains("=");
            case USER_AND_PASSWORD -> {
                int sign = separator(option, content);
                start += sign + 1;
                yield sign >= 0;
            }
        };
        if (secret && !Values.isHarmless(text.substring(start, value.end()))) {
            int end = option.flag.isEmpty() && option.form == Form.USER_AND_PASSWORD
                    ? start + upToHost(text.substring(start, value.end()))
                    : value.whole(text).end();
            spans.add(start, end, TokenFormats.typeOf(text.substring(start, end)));
        }
    }

    private static boolean endsWithColon(Option option) {
        return option.flag.endsWith(":");
    }

    private static int separator(Option option, String content) {
        var signs = option.flag.isEmpty()
                ? "/"
                : option.command.equals("lftp") ? "," : option.flag.equals("-U") ? "%:" : ":";
        for (int i = 0; i < content.length(); i++) {
            if (signs.indexOf(content.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** {@code bob/password@host}. */
    private static int upToHost(String rest) {
        int at = rest.lastIndexOf('@');
        return at < 0 ? rest.length() : at;
    }
}

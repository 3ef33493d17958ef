package continuity.cli.tls;

import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name by which other machines know this one; in lower case, and so narrow that it may stand anywhere. */
public record DnsName(String text) {

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** The last label is no number, or it would be an address. */
    private static final Pattern NAME = Pattern.compile("(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

    private static final int LONGEST = 253;

    public DnsName {
        text = text.toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST || !NAME.matcher(text).matches()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--host must be a DNS name such as hub.example.org: letters, digits, hyphens and dots, not \"%s\"."
                            .formatted(text));
        }
    }

    /** Whether a certificate for {@code pattern} is one for this name; a star stands for the first label. */
    boolean matches(String pattern) {
        var wanted = pattern.toLowerCase(Locale.ROOT);
        return wanted.equals(text)
                || (wanted.startsWith("*.") && wanted.substring(1).equals(parent()));
    }

    /** What follows the first label, with its dot; empty if nothing does. */
    private String parent() {
        var dot = text.indexOf('.');
        return dot < 0 ? "" : text.substring(dot);
    }

    @Override
    public String toString() {
        return text;
    }
}

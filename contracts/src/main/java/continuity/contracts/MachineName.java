package continuity.contracts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for machine names: {@code [a-z0-9][a-z0-9_-]*}, at most 64 characters. */
public final class MachineName {

    /** Longest machine name, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern RULE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private MachineName() {}

    public static boolean isValid(String name) {
        return RULE.matcher(name).matches();
    }

    /** Turns a host name as the operating system reports it into a machine name; the domain is dropped. */
    public static Optional<String> ofHost(String hostName) {
        var first = hostName.strip().toLowerCase(Locale.ROOT).split("\\.", 2)[0];
        var name = first.replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+", "");
        name = name.substring(0, Math.min(name.length(), MAX_LENGTH));
        return isValid(name) ? Optional.of(name) : Optional.empty();
    }
}

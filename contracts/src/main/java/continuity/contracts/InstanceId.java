package continuity.contracts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The visible name of one run of an agent, {@code odin-PS-8f4a2b}.
 *
 * <p>We make ids whose hash is six hexadecimal digits; ids of other systems that end in other letters or digits are
 * still parsed, so that a person may paste what they see.
 *
 * @param project see {@link ProjectName}
 * @param type PS for an agent bound to one project, MS for one that looks after several
 * @param hash the short id, lower case; six hex digits in every id that we make
 */
public record InstanceId(String project, InstanceType type, String hash) {

    /** Number of hexadecimal digits in the ids that we make: 16.7 million, checked for uniqueness when made. */
    public static final int HASH_DIGITS = 6;

    private static final Pattern SHAPE =
            Pattern.compile("([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)-(ps|ms)-([0-9a-z]{1,32})");

    /** Reads an id in any case, with or without the {@code @machine} that the footer shows. */
    public static Optional<InstanceId> parse(String text) {
        var at = text.indexOf('@');
        var id = (at < 0 ? text : text.substring(0, at)).strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SHAPE.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var type = InstanceType.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        return Optional.of(new InstanceId(matcher.group(1), type, matcher.group(3)));
    }

    @Override
    public String toString() {
        return project + "-" + type + "-" + hash;
    }
}

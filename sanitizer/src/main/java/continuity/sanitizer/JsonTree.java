package continuity.sanitizer;

import continuity.sanitizer.SecretNames.Strength;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks a JSON tree and rebuilds it without its secrets. */
final class JsonTree {

    /** Deeper than any parser of ours reads; keeps a tree built by hand from exhausting the stack. */
    private static final int MAX_DEPTH = 1000;

    private static final String TOO_DEEP = "[OMITTED: nested deeper than " + MAX_DEPTH + "]";
    private static final List<String> NAME_FIELDS = List.of("name", "key", "header");
    private static final List<String> MEDIA_TYPE_FIELDS = List.of("media_type", "mimeType", "type");
    private static final List<String> DATA_FIELDS = List.of("data", "base64");

    private final Sanitizer sanitizer;
    private int depth;

    JsonTree(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    @Nullable
    Object sanitise(@Nullable Object tree) {
        return sanitise(tree, Strength.NONE);
    }

    Map<String, Object> sanitise(Map<String, ?> object) {
        return object(object, Strength.NONE);
    }

    private @Nullable Object sanitise(@Nullable Object value, Strength strength) {
        if (depth == MAX_DEPTH) {
            return TOO_DEEP;
        }
        depth++;
        try {
            return switch (value) {
                case null -> null;
                case Number number -> number;
                case Boolean bool -> bool;
                case Map<?, ?> object -> object(object, strength);
                case List<?> list -> list(list, strength);
                default -> sanitizer.valueOf(strength, value.toString());
            };
        } finally {
            depth--;
        }
    }

    @SuppressWarnings("NullAway") // JSON has nulls, the result's type has no way to say so
    private Map<String, Object> object(Map<?, ?> object, Strength inherited) {
        var result = new LinkedHashMap<String, Object>();
        var named = strengthOfNamedValue(object);
        var image = isImage(object);
        object.forEach((field, value) -> {
            var name = String.valueOf(field);
            var strength = SecretNames.strengthOf(name);
            if (image && value instanceof String data && DATA_FIELDS.contains(name)) {
                result.put(name, "[OMITTED: " + data.length() + " characters of image data]");
            } else if (value instanceof String string
                    && strength == Strength.NONE
                    && isSecret(name, string, named, inherited)) {
                result.put(freeName(result, name), sanitizer.redact(string));
            } else {
                var inside = strength == Strength.FAINT && !(value instanceof String) ? Strength.NONE : strength;
                result.put(freeName(result, name), sanitise(value, inside));
            }
        });
        return result;
    }

    /**
     * {@code {"name": "DB_PASSWORD", "value": "…"}}, and what looks like a secret inside {@code "credentials": {…}}.
     */
    private static boolean isSecret(String name, String value, Strength named, Strength inherited) {
        return inherited == Strength.NONE
                ? name.equals("value") && NamedSecrets.credentialIn(named, value) != null
                : Values.looksSecret(inherited, value);
    }

    private static Strength strengthOfNamedValue(Map<?, ?> object) {
        for (var field : NAME_FIELDS) {
            if (object.get(field) instanceof String name && object.get("value") instanceof String) {
                return SecretNames.strengthOf(name);
            }
        }
        return Strength.NONE;
    }

    private static boolean isImage(Map<?, ?> object) {
        return MEDIA_TYPE_FIELDS.stream()
                .anyMatch(field -> object.get(field) instanceof String type && type.startsWith("image"));
    }

    /** Two secrets as names may have the same mark; neither value may be lost for it. */
    private String freeName(Map<String, Object> taken, String name) {
        var clean = sanitizer.text(name);
        while (taken.containsKey(clean)) {
            clean += "'";
        }
        return clean;
    }

    private List<@Nullable Object> list(List<?> list, Strength strength) {
        var result = new ArrayList<@Nullable Object>(list.size());
        var insideKey = false;
        for (var element : list) {
            var line = element instanceof String string ? string : "";
            result.add(insideKey && !line.isBlank() ? sanitizer.redact(line) : sanitise(element, strength));
            insideKey = insideKey ? !PrivateKeys.closesIn(line) : PrivateKeys.opensIn(line);
        }
        return result;
    }
}

package continuity.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Files with a line {@code user=password} for each user. */
public final class Passwords {

    private Passwords() {}

    /** By user; empty if there is no such file, or if it is damaged. */
    public static Map<String, String> read(Path file) {
        var passwords = new TreeMap<String, String>();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                var lines = new Properties();
                lines.load(reader);
                lines.stringPropertyNames().forEach(user -> passwords.put(user, lines.getProperty(user, "")));
            } catch (IllegalArgumentException | MalformedInputException damaged) {
                return Map.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return passwords;
    }
}

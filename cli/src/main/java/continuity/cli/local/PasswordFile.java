package continuity.cli.local;

import continuity.backbone.Passwords;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A file with a line {@code user=password} for each user; the passwords are random. */
record PasswordFile(Path path) {

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Adds those of {@code users} that have no password yet; returns all that the file holds. */
    Map<String, String> prepare(Collection<String> users) {
        var passwords = Passwords.read(path);
        var complete = new TreeMap<>(passwords);
        users.forEach(user -> complete.computeIfAbsent(user, _ -> randomPassword()));
        if (!complete.equals(passwords)) {
            var lines = new StringBuilder();
            complete.forEach((user, password) ->
                    lines.append(user).append('=').append(password).append('\n'));
            PrivateFiles.write(path, lines.toString());
        }
        return complete;
    }

    /** 256 bits, as letters that need no quoting anywhere. */
    static String randomPassword() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    }

    static byte[] randomBytes() {
        var bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}

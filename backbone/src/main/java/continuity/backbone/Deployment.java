package continuity.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of {@code deploy/} that travel inside this jar, so that there is one copy of each. */
final class Deployment {

    private Deployment() {}

    /** The text of one file, {@code path} as in {@code deploy/}. A file that is missing is a broken build. */
    static String read(String path) {
        try (var file = Deployment.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("deploy/" + path + " is not in the backbone jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

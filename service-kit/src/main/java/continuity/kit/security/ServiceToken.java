package continuity.kit.security;

import continuity.kit.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This service's own credential, for work that no caller waits for. Read again when its file changes. */
@ApplicationScoped
public class ServiceToken {

    private final Path file;
    private volatile Cached cached = new Cached("", FileTime.fromMillis(0));

    private record Cached(String token, FileTime modified) {}

    ServiceToken(@ConfigProperty(name = "continuity.service-token-file") Path file) {
        this.file = file;
    }

    /** The value of an {@code Authorization} header. */
    public String bearer() {
        try {
            var modified = Files.getLastModifiedTime(file);
            if (!modified.equals(cached.modified())) {
                cached = new Cached(Files.readString(file).strip(), modified);
            }
            return "Bearer " + cached.token();
        } catch (IOException e) {
            throw new Unavailable("This service's token file", e);
        }
    }
}

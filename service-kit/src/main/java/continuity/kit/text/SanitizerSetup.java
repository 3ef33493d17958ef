package continuity.kit.text;

import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one sanitizer of a process, with the deployment's fingerprint key. */
class SanitizerSetup {

    @Produces
    @Singleton
    Sanitizer sanitizer(@ConfigProperty(name = "continuity.sanitizer-key-file") Path keyFile) throws IOException {
        return Sanitizer.withKey(
                Base64.getMimeDecoder().decode(Files.readString(keyFile).strip()));
    }
}

package continuity.kit.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one sanitizer of a process, with the deployment's fingerprint key and its rules. */
class SanitizerSetup {

    /**
     * @param rules a list of {@code {"project", "type", "pattern"}} in JSON; absent for none
     * @param personalData whether e-mail addresses and the like go too
     */
    @Produces
    @Singleton
    Sanitizer sanitizer(
            @ConfigProperty(name = "continuity.sanitizer-key-file") Path keyFile,
            @ConfigProperty(name = "continuity.sanitizer.rules") Optional<Path> rules,
            @ConfigProperty(name = "continuity.sanitizer.personal-data", defaultValue = "false") boolean personalData,
            ObjectMapper json)
            throws IOException {
        var key = Base64.getMimeDecoder().decode(Files.readString(keyFile).strip());
        var sanitizer = Sanitizer.withKey(key)
                .with(rules.map(file -> CustomRules.read(file, json)).orElseGet(List::of));
        return personalData ? sanitizer.withPersonalData() : sanitizer;
    }
}

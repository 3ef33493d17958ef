package continuity.commandlog.sanitize;

import continuity.sanitizer.Sanitizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A text without its secrets.
 *
 * @param findings one for each type that was found, in alphabetical order
 */
@RegisterForReflection
record SanitizedText(String text, List<Finding> findings) {

    /** @param type as in the mark */
    @RegisterForReflection
    record Finding(String type, int count) {}

    static SanitizedText of(Sanitizer.Result result) {
        return new SanitizedText(
                result.text(),
                result.findings().stream()
                        .map(finding -> new Finding(finding.type(), finding.count()))
                        .toList());
    }
}

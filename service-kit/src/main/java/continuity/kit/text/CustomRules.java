package continuity.kit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.sanitizer.CustomRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads the file of a deployment's own rules.
 *
 * <p>What cannot be used is left out and told in the log once, by its number and never by its content; everything else
 * works on. A file that is not there is one without rules.
 */
final class CustomRules {

    private static final Logger LOG = Logger.getLogger(CustomRules.class);

    /** Each rule is one more scan of every text. */
    private static final int MAX_RULES = 100;

    private CustomRules() {}

    static List<CustomRule> read(Path file, ObjectMapper json) {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            var tree = json.readTree(Files.readAllBytes(file));
            if (tree == null || tree.isMissingNode() || (tree.isArray() && tree.isEmpty())) {
                return List.of();
            }
            if (tree.isArray()) {
                return rules(tree);
            }
            LOG.error("The sanitizer's rules are no JSON list: none of them is used");
        } catch (IOException e) {
            LOG.error("The sanitizer's rules cannot be read as JSON: none of them is used");
        }
        return List.of();
    }

    private static List<CustomRule> rules(JsonNode list) {
        var rules = new ArrayList<CustomRule>();
        for (int number = 1; number <= list.size(); number++) {
            if (number > MAX_RULES) {
                LOG.errorf("The sanitizer's rules from number %d on are not used: %d is the limit", number, MAX_RULES);
                break;
            }
            try {
                var rule = list.get(number - 1);
                rules.add(CustomRule.of(text(rule, "project"), text(rule, "type"), text(rule, "pattern")));
            } catch (IllegalArgumentException e) {
                LOG.errorf("The sanitizer's rule number %d is not used: %s", number, e.getMessage());
            }
        }
        return rules;
    }

    private static String text(JsonNode rule, String field) {
        if (!rule.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is no text");
        }
        return rule.path(field).textValue();
    }
}

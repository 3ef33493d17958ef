package continuity.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantedSecretsTest {

    private static final PlantedSecrets SECRETS = PlantedSecrets.of(42);

    @Test
    void oneSeedGivesOneSet() {
        assertThat(PlantedSecrets.of(42).values()).isEqualTo(SECRETS.values());
        assertThat(PlantedSecrets.of(43).values().values())
                .doesNotContainAnyElementsOf(SECRETS.values().values());
        assertThat(PlantedSecrets.all()).isEqualTo(PlantedSecrets.ofThisRun().values());
    }

    @Test
    void valuesHaveTheFormatsOfTheRealThing() {
        Map.ofEntries(
                        Map.entry("AWS_ACCESS_KEY_ID", "A[K]IA[A-Z2-7]{16}"),
                        Map.entry("AWS_SECRET_ACCESS_KEY", "[A-Za-z0-9+/]{40}"),
                        Map.entry("GITHUB_PAT", "gh[p]_[A-Za-z0-9]{36}"),
                        Map.entry("GITHUB_FINE", "github[_]pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"),
                        Map.entry("GITLAB_PAT", "glpa[t]-[A-Za-z0-9_-]{20}"),
                        Map.entry("SLACK_BOT", "xox[b]-[0-9]{12}-[0-9]{13}-[A-Za-z0-9]{24}"),
                        Map.entry("STRIPE_SECRET", "sk[_]live_[A-Za-z0-9]{34}"),
                        Map.entry("OPENAI_KEY", "sk[-]proj-[A-Za-z0-9]{30}T3BlbkFJ[A-Za-z0-9_-]{40}"),
                        Map.entry("ANTHROPIC_KEY", "sk[-]ant-api03-[A-Za-z0-9_-]{93}AA"),
                        Map.entry("GOOGLE_API_KEY", "AI[z]a[A-Za-z0-9_-]{35}"),
                        Map.entry("NPM_TOKEN", "npm[_][A-Za-z0-9]{36}"),
                        Map.entry("SENDGRID_KEY", "SG[.][A-Za-z0-9_-]{22}[.][A-Za-z0-9_-]{43}"),
                        Map.entry("JWT", "eyJ[A-Za-z0-9_-]+[.]eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]{43}"),
                        Map.entry(
                                "DB_URL", "postgres[:]//shop_admin:[A-Za-z0-9]{18}@db[.]internal[.]example:5432/shop"),
                        Map.entry("BEARER_OPAQUE", "[0-9a-f]{48}"),
                        Map.entry("PASSWORD_PROSE", "[A-Z][a-z]+-[A-Za-z]{7}-[0-9]{2}!"),
                        Map.entry("PEM", "(?s)-{5}BEGIN .*PRIVATE KEY-{5}\n([A-Za-z0-9+/]{70}\n)+-{5}END .*KEY-{5}"))
                .forEach(
                        (name, format) -> assertThat(SECRETS.values().get(name)).matches(format));
    }

    @Test
    void aMarkMayAskForACutValue() {
        assertThat(SECRETS.fill("a {{NPM_TOKEN}} b {{NPM_TOKEN:8}} c"))
                .isEqualTo("a %1$s b %1$.8s c", SECRETS.values().get("NPM_TOKEN"));
    }

    @Test
    void anUnknownMarkIsAMistake() {
        assertThatThrownBy(() -> SECRETS.fill("{{NO_SUCH}}")).hasMessageContaining("NO_SUCH");
    }
}

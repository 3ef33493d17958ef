package continuity.sanitizer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.sanitizer.Sanitizer;
import continuity.sanitizer.corpus.Corpus.Sort;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the sanitizer promises, held against the corpus; {@code CorpusMain} prints the same figures and what was missed.
 */
@Tag("R102")
class CorpusTest {

    private static final Corpus CORPUS = Corpus.load();
    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});
    private static final CorpusReport REPORT =
            new CorpusReport(CorpusReport.rows(CorpusReport.score(CORPUS, SANITIZER)), new Throughput(0, 0, 0, 0));

    @Test
    void corpusIsLargeEnoughToSaySomething() {
        var kinds = CORPUS.texts().stream()
                .map(Corpus.Text::kind)
                .filter(kind -> kind.sort() != Sort.BENIGN)
                .distinct();

        assertThat(kinds.count()).isGreaterThanOrEqualTo(45);
        assertThat(REPORT.row("structured").planted() + REPORT.row("contextual").planted())
                .isGreaterThanOrEqualTo(400);
        assertThat(REPORT.row("benign").texts()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void secretsWhoseFormTellsThemDoNotSurvive() {
        assertThat(REPORT.row("structured").recall()).as(REPORT.table()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void secretsThatASentenceTellsDoNotSurvive() {
        assertThat(REPORT.row("contextual").recall()).as(REPORT.table()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    @Tag("R29")
    void textsWithoutSecretsStayAsTheyAre() {
        assertThat(REPORT.row("benign").alteredShare()).as(REPORT.table()).isLessThan(0.005);
    }

    @Test
    void marksStandForSecretsAndForNothingElse() {
        assertThat(REPORT.row("structured").precision()).as(REPORT.table()).isGreaterThanOrEqualTo(0.98);
        assertThat(REPORT.row("contextual").precision()).as(REPORT.table()).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    @Tag("R30")
    void sanitisingTheCorpusTwiceIsSanitisingItOnce() {
        for (var text : CORPUS.texts()) {
            var once = SANITIZER.text(text.content());

            assertThat(SANITIZER.text(once)).isEqualTo(once);
        }
    }

    @Test
    void halfASecretThatSurvivesCountsAsASecretThatSurvived() {
        var secret = new Corpus.Planted("made_up", "abcdef" + "123456");
        var kind = new Corpus.Kind("made_up", Sort.STRUCTURED, false);
        var text = new Corpus.Text(kind, "x={{made_up}}", "x=abcdef123456", List.of(secret));

        assertThat(Scoring.of(text, "x=[REDACTED:secret#12ab]").missed()).isEmpty();
        assertThat(Scoring.of(text, "x=[REDACTED:secret#12ab]123456").missed()).containsExactly(secret);
        assertThat(Scoring.of(text, "[REDACTED:secret#12ab]=abcdef123456").falseMarks())
                .isOne();
    }
}

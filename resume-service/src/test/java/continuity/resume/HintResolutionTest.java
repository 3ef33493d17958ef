package continuity.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.resume.HintResolution.Rule;
import continuity.resume.fold.Epics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintResolutionTest {

    private static final List<Candidate> FLEET = List.of(
            candidate("odin-PS-8f4a2b", "laptop", Standing.INTERRUPTED, "epic-003"),
            candidate("odin-PS-8f4a99", "server", Standing.FINISHED, "003"),
            candidate("thor-PS-c0ffee", "server", Standing.INTERRUPTED, "007-A"),
            candidate("c0ffee-PS-111111", "desk", Standing.INTERRUPTED, null),
            candidate("loki-PS-222222", "desk", Standing.ACTIVE, null),
            candidate("baldr-PS-333333", "desk", Standing.SUPERSEDED, null));

    private static Candidate candidate(String id, String machine, Standing standing, @Nullable String epic) {
        return candidate(id, machine, standing, epic, true);
    }

    private static Candidate candidate(
            String id, String machine, Standing standing, @Nullable String epic, boolean hasWork) {
        var parts = List.of(id.split("-", -1));
        return new Candidate(
                id,
                parts.getFirst(),
                parts.getLast(),
                machine,
                "stale",
                standing,
                epic,
                epic == null ? null : Epics.key(epic),
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                hasWork);
    }

    @ParameterizedTest
    @Tag("R49")
    @Tag("R50")
    @CsvSource(
            nullValues = "-",
            value = {
                "odin-PS-8f4a2b, FULL_ID, odin-PS-8f4a2b",
                "ODIN-ps-8F4A2B, FULL_ID, odin-PS-8f4a2b",
                "odin-PS-8f4a99, FULL_ID, odin-PS-8f4a99",
                "odin-PS-8f4a2b@laptop, ID_AT_MACHINE, odin-PS-8f4a2b",
                "odin, PROJECT, odin-PS-8f4a2b",
                "c0ffee, PROJECT, c0ffee-PS-111111",
                "003, EPIC, odin-PS-8f4a2b",
                "Epic-003, EPIC, odin-PS-8f4a2b",
                "007-a, EPIC, thor-PS-c0ffee",
                "8F4A2, SHORT_ID, odin-PS-8f4a2b",
                "8f4a99, SHORT_ID, odin-PS-8f4a99",
                "server, MACHINE, thor-PS-c0ffee",
            })
    void theFirstRuleWithAMatchDecides(String hint, Rule rule, String instanceId) {
        var resolution = HintResolution.of(Hint.of(hint), false, null, FLEET);

        assertThat(resolution.rule()).isEqualTo(rule);
        assertThat(resolution.matches()).extracting(Candidate::instanceId).containsExactly(instanceId);
    }

    @ParameterizedTest
    @CsvSource({"odin-PS-8f4a2b@server", "8f4", "nothing", "%", "8f4a2b extra"})
    void whatNoRuleMeansMatchesNothing(String hint) {
        var resolution = HintResolution.of(Hint.of(hint), true, null, FLEET);

        assertThat(resolution.matches()).isEmpty();
        assertThat(resolution.inTheWay()).isEmpty();
    }

    @Test
    @Tag("R49")
    void latestListsEveryInterruptedOneAndClosedOnesOnRequest() {
        assertThat(HintResolution.of(Hint.of(null), false, null, FLEET).matches())
                .hasSize(3);
        assertThat(HintResolution.of(Hint.of(" LATEST "), true, null, FLEET).matches())
                .hasSize(4);
    }

    @Test
    @Tag("R49")
    void latestIsOfTheCallersProjectAndAQuestionWhenOnlyOthersHaveAny() {
        var here = HintResolution.of(Hint.of(null), false, "thor", FLEET);
        var elsewhere = HintResolution.of(Hint.of("newest"), false, "loki", FLEET);
        var nowhere = HintResolution.of(Hint.of(null), false, "loki", List.of());

        assertThat(here.matches()).extracting(Candidate::instanceId).containsExactly("thor-PS-c0ffee");
        assertThat(here.isQuestion()).isFalse();
        assertThat(elsewhere.rule()).isEqualTo(Rule.LATEST_ELSEWHERE);
        assertThat(elsewhere.matches()).hasSize(3);
        assertThat(elsewhere.isQuestion()).isTrue();
        assertThat(nowhere.rule()).isEqualTo(Rule.LATEST);
    }

    @Test
    @Tag("R51")
    void whereTheCallersProjectHasOnlyLivingOnesTheseAreInTheWayOfTheLatest() {
        var loki = FLEET.stream()
                .filter(candidate -> candidate.project().equals("loki"))
                .toList();

        assertThat(HintResolution.of(Hint.of(null), false, "loki", loki))
                .isEqualTo(new HintResolution(Rule.LATEST, List.of(), loki));
        assertThat(HintResolution.of(Hint.of(null), false, "loki", FLEET).inTheWay())
                .isEqualTo(loki);
        assertThat(HintResolution.of(Hint.of(null), false, "thor", FLEET).inTheWay())
                .isEmpty();
    }

    @Test
    @Tag("R50")
    void aSessionThatWasOnlyOpenedComesAfterEveryOneWithWork() {
        var opened = candidate("odin-PS-555555", "laptop", Standing.INTERRUPTED, null, false);
        var worked = FLEET.getFirst();

        assertThat(HintResolution.of(Hint.of(null), false, "odin", List.of(opened, worked))
                        .matches())
                .containsExactly(worked, opened);
    }

    @Test
    @Tag("R49")
    void theNameOfAProjectThatHasNoneLeftDoesNotMeanAMachineOfThatName() {
        var fleet = List.of(
                candidate("desk-PS-444444", "laptop", Standing.FINISHED, null),
                candidate("thor-PS-c0ffee", "desk", Standing.INTERRUPTED, null));

        assertThat(HintResolution.of(Hint.of("desk"), false, null, fleet))
                .isEqualTo(new HintResolution(Rule.PROJECT, List.of(), List.of()));
    }

    @Test
    void severalMatchesOfOneRuleAreAllNamed() {
        var resolution = HintResolution.of(Hint.of("odin"), true, null, FLEET);

        assertThat(resolution.matches())
                .extracting(Candidate::instanceId)
                .containsExactly("odin-PS-8f4a2b", "odin-PS-8f4a99");
    }

    @Test
    @Tag("R51")
    void whatIsInTheWayIsNamedSoThatTheRefusalCanSayIt() {
        assertThat(HintResolution.of(Hint.of("222222"), false, null, FLEET).inTheWay())
                .extracting(Candidate::instanceId)
                .containsExactly("loki-PS-222222");
        assertThat(HintResolution.of(Hint.of("baldr"), false, null, FLEET).inTheWay())
                .extracting(Candidate::instanceId)
                .containsExactly("baldr-PS-333333");
    }
}

package continuity.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R96")
class ProblemTest {

    @Test
    void invalidInputNamesEveryBrokenFieldAtOnce() {
        var check = new InvalidInput.Check()
                .require(false, "project", "must not be empty")
                .require(true, "machine", "is fine")
                .require(false, "context_percent", "must be 0–100");

        var refused = catchThrowableOfType(InvalidInput.class, check::done);

        var problem = Problem.invalid(refused.errors());
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("validation_failed");
        assertThat(problem.errors())
                .containsExactly(
                        new Problem.FieldError("project", "must not be empty"),
                        new Problem.FieldError("context_percent", "must be 0–100"));
    }

    @Test
    void titleIsTheCodeInWords() {
        assertThat(Problem.of(409, "instance_active", "it lives").title()).isEqualTo("Instance active");
    }

    @Test
    void furtherMembersStandBesideTheOthers() {
        var problem = Problem.of(409, "already_claimed", "taken").with("claimed_by", "odin-PS-8f4a2b");

        var json = new ObjectMapper().valueToTree(problem);

        assertThat(json.path("claimed_by").asText()).isEqualTo("odin-PS-8f4a2b");
        assertThat(json.has("members")).isFalse();
        assertThat(json.has("errors")).isFalse();
    }
}

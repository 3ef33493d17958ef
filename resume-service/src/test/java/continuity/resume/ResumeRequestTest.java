package continuity.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.sanitizer.CustomRule;
import continuity.sanitizer.Sanitizer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R28")
class ResumeRequestTest {

    private static final Sanitizer SANITIZER =
            Sanitizer.withKey(new byte[32]).with(List.of(CustomRule.of("guarded", "acme_badge", "BADGE-\\d{6}")));

    @Test
    void rulesOfTheCallersOwnProjectHold() {
        assertThat(request("guarded").checked(SANITIZER).workingDirectory()).startsWith("/home/[REDACTED:acme_badge#");
        assertThat(request("shop").checked(SANITIZER).workingDirectory()).isEqualTo("/home/BADGE-123456");
        assertThat(request(null).checked(SANITIZER).workingDirectory()).isEqualTo("/home/BADGE-123456");
    }

    private static ResumeRequest request(@Nullable String project) {
        return new ResumeRequest("latest", null, null, null, null, null, null, null, "/home/BADGE-123456", project);
    }
}

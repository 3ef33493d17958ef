package continuity.resume;

import continuity.resume.HintResolution.Rule;
import continuity.resume.packet.Citation;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Lag;
import continuity.resume.packet.Summary;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two legitimate answers to a request to resume. */
sealed interface ResumeOutcome {

    /**
     * The work goes on.
     *
     * @param outcome {@code resumed}
     * @param instanceId the successor
     * @param lag how far the state may be behind what was recorded
     * @param contextMarkdown at most 9,000 characters, ready to be injected
     */
    record Resumed(
            String outcome,
            Rule rule,
            String instanceId,
            String resumedFrom,
            Summary summary,
            List<String> nextSteps,
            Confidence confidence,
            List<Citation> evidence,
            List<String> drift,
            Lag lag,
            String contextMarkdown,
            String handoffFileName)
            implements ResumeOutcome {}

    /** Several instances are meant; the user chooses. */
    record Several(Rule rule, UUID listId, String message, List<Match> matches) implements ResumeOutcome {}

    /**
     * @param n the number to choose it by
     * @param workingDirectory where it worked
     * @param goal what the user asked for last, on one line and shortened to 120 characters; as it was recorded
     */
    record Match(
            int n,
            String instanceId,
            String project,
            @Nullable String hostMachine,
            String status,
            @Nullable String currentEpic,
            long ageSeconds,
            @Nullable String client,
            @Nullable String workingDirectory,
            @Nullable String goal) {}
}

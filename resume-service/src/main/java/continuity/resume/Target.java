package continuity.resume;

import continuity.resume.HintResolution.Rule;

/** What a request to resume means. */
sealed interface Target {

    /** One instance, and the rule that led to it. */
    record One(Rule rule, String instanceId) implements Target {}

    /** Several: the user chooses. */
    record Question(ResumeOutcome.Several several) implements Target {}
}

package continuity.checkpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How automatic checkpoints are made. */
@ConfigMapping(prefix = "continuity.checkpoint-triggers")
interface CheckpointConfig {

    /**
     * Longest time between two looks at the pending triggers. A new trigger is looked at once; this is how soon those
     * are found that another replica left behind or that wait for the resume-service.
     */
    @WithDefault("PT1S")
    Duration round();

    /**
     * How long after the completion of an epic its checkpoint waits for a state that contains the completion. Then it
     * freezes what there is: late knowledge is worth less than a checkpoint.
     */
    @WithDefault("PT10S")
    Duration catchUp();

    /** Longest pause before a trigger is tried again while the state cannot be told. */
    @WithDefault("PT10S")
    Duration longestPause();

    /**
     * How long after it was noted a trigger is given up whose instance the resume-service still does not know. A
     * resume-service that is away is waited for without end.
     */
    @WithDefault("PT24H")
    Duration giveUpAfter();
}

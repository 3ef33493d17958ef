package continuity.cli.doctor;

import java.util.List;

/**
 * One topic to look at.
 *
 * @param name of it, in a word or two: what is said when the check itself fails
 */
record Check(String name, Examination examination) {

    /** Whatever it throws becomes a finding. */
    @FunctionalInterface
    interface Examination {
        List<Finding> of(Surroundings surroundings) throws Exception;
    }
}

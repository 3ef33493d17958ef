package continuity.bench.resume.recording;

import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.Question;
import java.util.Set;

/**
 * A recording up to where it is cut off, which is its last step.
 *
 * @param asked the questions to which the recording knows the answer
 */
public record RecordedCase(Played played, Set<Question> asked) {}

package continuity.bench.resume;

import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.Step;
import continuity.bench.resume.recording.RecordedCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where a story is cut off.
 *
 * @param last index of the last step that happened
 * @param checkpointed index of the step after which somebody asked for a checkpoint
 * @param stateLost whether the stored work state is gone, and must be made again
 * @param asked the questions whose answers are known
 * @param place where the work goes on
 */
record Cut(Played story, int last, OptionalInt checkpointed, boolean stateLost, Set<Question> asked, Place place) {

    /** Everything is known of a story. */
    Cut(Played story, int last, OptionalInt checkpointed, boolean stateLost) {
        this(story, last, checkpointed, stateLost, EnumSet.allOf(Question.class), Place.SAME);
    }

    /** A recording as far as it goes. */
    static Cut of(RecordedCase recorded) {
        return new Cut(
                recorded.played(),
                recorded.played().steps().size() - 1,
                OptionalInt.empty(),
                false,
                recorded.asked(),
                Place.SAME);
    }

    /**
     * Random cuts of a story, every second one with a checkpoint somewhere before it; after every fourth, by chance,
     * the stored state is lost. Nobody resumes what has only just been started: the first step is never the last.
     */
    static List<Cut> of(Played story, int count, Random random) {
        var places =
                new ArrayList<>(IntStream.range(1, story.steps().size()).boxed().toList());
        Collections.shuffle(places, random);
        var cuts = new ArrayList<Cut>();
        for (int last : places.subList(0, Math.min(count, places.size()))) {
            var checkpointed = cuts.size() % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, last + 1));
            cuts.add(new Cut(story, last, checkpointed, random.nextInt(4) == 0));
        }
        return cuts;
    }

    /** The same, resumed there. */
    Cut goesOnAt(Place there) {
        return new Cut(story, last, checkpointed, stateLost, asked, there);
    }

    /** The same, but before it is resumed, somebody works on; whose the files are then is not asked. */
    Cut leftToOthers(Played aftermath) {
        return new Cut(
                aftermath,
                aftermath.steps().size() - 1,
                checkpointed,
                false,
                EnumSet.complementOf(EnumSet.of(Question.FILES)),
                Place.SAME);
    }

    /** Whether somebody worked on before it was resumed. */
    boolean isLeftToOthers() {
        return story.successor().isPresent();
    }

    Step end() {
        return story.steps().get(last);
    }

    /** How many steps ago the newest checkpoint was made; empty if there is none. */
    OptionalInt sinceCheckpoint() {
        return IntStream.rangeClosed(0, last)
                .filter(i -> story.steps().get(i).isCheckpoint()
                        || (checkpointed.isPresent() && checkpointed.getAsInt() == i))
                .map(i -> last - i)
                .min();
    }
}

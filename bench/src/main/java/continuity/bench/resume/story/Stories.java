package continuity.bench.resume.story;

import continuity.bench.resume.desk.Story;
import java.util.List;
import java.util.stream.Stream;

/** All stories. */
public final class Stories {

    private Stories() {}

    public static List<Story> all() {
        return Stream.of(
                        Features.all(),
                        BugHunts.all(),
                        Refactorings.all(),
                        Conflicts.all(),
                        TwoAgents.all(),
                        SubAgents.all(),
                        SilentTools.all(),
                        Compactions.all(),
                        Successions.all(),
                        WithoutGit.all(),
                        Monorepo.all(),
                        Paperwork.all(),
                        FailingBuilds.all())
                .flatMap(List::stream)
                .toList();
    }
}

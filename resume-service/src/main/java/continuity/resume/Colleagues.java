package continuity.resume;

import continuity.contracts.WorkState;
import continuity.resume.fold.PathMap;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a project at this moment, beside the one that asks.
 *
 * @param colleagues newest sign of life first
 */
@RegisterForReflection
record Colleagues(List<Colleague> colleagues) {

    private static final int MAX_COMMON_FILES = 10;

    /**
     * Where somebody works.
     *
     * @param hostMachine null when unknown
     * @param directory null when unknown
     * @param branch null when unknown
     * @param files absolute paths of what it has changed
     */
    record Place(
            @Nullable String hostMachine,
            @Nullable String directory,
            @Nullable String branch,
            Set<String> files) {

        static final Place UNKNOWN = new Place(null, null, null, Set.of());

        static Place of(WorkState work) {
            return new Place(
                    work.environment().hostMachine(),
                    work.environment().workingDirectory(),
                    work.git().branch(),
                    work.files().stream().map(WorkState.TouchedFile::path).collect(Collectors.toSet()));
        }

        /** The same, with what the asker says of itself, who may be too new to be known. */
        Place at(@Nullable String machine, @Nullable String workingDirectory) {
            return new Place(
                    machine == null ? hostMachine : machine,
                    workingDirectory == null ? directory : workingDirectory,
                    branch,
                    files);
        }

        Place on(@Nullable String otherBranch) {
            return new Place(hostMachine, directory, otherBranch, files);
        }

        /** Files by their path below the directory. */
        List<String> relativeFiles() {
            return files.stream().map(this::relative).sorted().toList();
        }

        boolean isSameDirectory(Place other) {
            return hostMachine != null
                    && directory != null
                    && hostMachine.equals(other.hostMachine)
                    && directory.equals(other.directory);
        }

        /** Files of both, by their path below the directory that each works in. */
        List<String> filesInCommon(Place other) {
            var theirs = other.files.stream().map(other::relative).collect(Collectors.toSet());
            return files.stream()
                    .map(this::relative)
                    .filter(theirs::contains)
                    .sorted()
                    .limit(MAX_COMMON_FILES)
                    .toList();
        }

        private String relative(String path) {
            return new PathMap(directory, null).relative(path);
        }
    }

    /**
     * An instance that works on the same project.
     *
     * @param ageSeconds of its last sign of life
     * @param sameDirectory whether it works in the very directory of the asker
     * @param sameBranch whether both are known to be on one branch
     * @param commonFiles that both have changed, below their directories, at most {@value Colleagues#MAX_COMMON_FILES}
     */
    @RegisterForReflection
    record Colleague(
            String instanceId,
            @Nullable String hostMachine,
            @Nullable String branch,
            long ageSeconds,
            boolean sameDirectory,
            boolean sameBranch,
            List<String> commonFiles) {}

    /** @param work the work state of one of {@code others} */
    static Colleagues of(Place own, List<Context> others, Function<Context, WorkState> work, Instant now) {
        return new Colleagues(others.stream()
                .map(other -> colleague(own, other, work.apply(other), now))
                .toList());
    }

    private static Colleague colleague(Place own, Context other, WorkState work, Instant now) {
        var place = Place.of(work);
        var seen = Objects.requireNonNullElse(other.evidence().session().lastHeartbeat(), now);
        var sameDirectory = own.isSameDirectory(place);
        return new Colleague(
                other.instanceId(),
                place.hostMachine(),
                place.branch(),
                Math.max(0, Duration.between(seen, now).toSeconds()),
                sameDirectory,
                own.branch() != null && own.branch().equals(place.branch()),
                own.filesInCommon(place));
    }
}

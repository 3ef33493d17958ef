package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the files are of work that went through several places: where they were changed last. Who resumed it elsewhere
 * and only looked has moved nothing; and what was said and done in another place tells of that place alone.
 */
public final class Whereabouts {

    /**
     * One of the runs.
     *
     * @param location where it was registered
     * @param repository what it did and saw
     * @param until when its work was taken over; null when it was not, or nobody knows
     */
    public record Run(
            Location location,
            Repository repository,
            @Nullable Instant until) {}

    /**
     * The files that the work touched, newest first, and the repository that they are in.
     *
     * @param files of other places by their paths here
     */
    public record View(List<WorkState.TouchedFile> files, WorkState.Git git) {}

    /**
     * A change by a run.
     *
     * @param amongWork false of a file that lies in no directory of any run, such as notes in the home directory
     */
    private record Change(int run, boolean amongWork, Instant at, Location location) {}

    private static final Comparator<Change> NEWEST =
            Comparator.comparing(Change::amongWork).thenComparing(Change::at);

    private final List<Run> runs;
    private final Map<Integer, Change> changes;
    private final int worked;

    /** @param runs nearest first, at least one */
    public Whereabouts(List<Run> runs) {
        this.runs = List.copyOf(runs);
        this.changes = runs.size() == 1
                ? Map.of()
                : IntStream.range(0, runs.size())
                        .mapToObj(i -> change(i, runs))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toMap(Change::run, change -> change));
        this.worked = changes.values().stream().max(NEWEST).map(Change::run).orElse(0);
    }

    /** The number of the run that changed files last, from 0; when none did, the nearest. */
    public int worked() {
        return worked;
    }

    /** Where the files are. */
    public Location location() {
        return location(worked);
    }

    private Location location(int run) {
        var change = changes.get(run);
        return change == null ? runs.get(run).location() : change.location();
    }

    /** What is known of the files, where they are. */
    public View view() {
        var here = IntStream.range(0, runs.size())
                .filter(i -> !location(i).isElsewhere(location()))
                .mapToObj(i -> runs.get(i).repository())
                .reduce(Repository::join)
                .orElseThrow();
        var files = here.files();
        var others = others();
        return new View(files(files, others), git(here.git(files), others));
    }

    private List<WorkState.TouchedFile> files(List<WorkState.TouchedFile> here, List<OtherPlace> others) {
        var moved = others.stream().flatMap(other -> other.filesIn(location().directory()));
        return Stream.concat(here.stream(), moved)
                .collect(Collectors.toMap(WorkState.TouchedFile::path, file -> file, Whereabouts::both))
                .values()
                .stream()
                .sorted(Comparator.comparing(WorkState.TouchedFile::lastModified)
                        .reversed()
                        .thenComparing(WorkState.TouchedFile::path))
                .toList();
    }

    private List<OtherPlace> others() {
        var others = new LinkedHashMap<Location, Repository>();
        IntStream.range(0, runs.size())
                .filter(i -> location(i).isElsewhere(location()))
                .forEach(i -> others.merge(location(i), runs.get(i).repository(), Repository::join));
        return others.entrySet().stream()
                .map(other -> OtherPlace.of(other.getKey(), other.getValue()))
                .toList();
    }

    /** @param here what is known of it where the files are */
    private static WorkState.TouchedFile both(WorkState.TouchedFile here, WorkState.TouchedFile there) {
        var isNew = here.status().equals("modified") && there.status().equals("created");
        return new WorkState.TouchedFile(
                here.path(),
                isNew ? there.status() : here.status(),
                here.edits() + there.edits(),
                here.lastModified(),
                here.source());
    }

    /** Where nobody asked git, the work went on from the newest that it said elsewhere. */
    private static WorkState.Git git(WorkState.Git here, List<OtherPlace> others) {
        var left = others.stream().flatMap(other -> other.left().stream()).toList();
        return Stream.of(here)
                .filter(OtherPlace::isTold)
                .findFirst()
                .or(() -> others.stream()
                        .map(OtherPlace::git)
                        .filter(OtherPlace::isTold)
                        .max(Comparator.comparing(there -> Objects.requireNonNullElse(there.observedAt(), Instant.MIN)))
                        .map(there ->
                                WorkState.Git.inferred(there.branch(), there.recentCommits(), here.uncommitted())))
                .orElse(here)
                .leaving(left);
    }

    /** The newest by that run. */
    private static Optional<Change> change(int i, List<Run> runs) {
        var run = runs.get(i);
        var files = run.repository().files().stream()
                .filter(file -> file.edits() > 0)
                .map(file -> directoryOf(file.path(), run.location(), runs)
                        .map(location -> new Change(i, true, file.lastModified(), location))
                        .orElseGet(() -> new Change(i, false, file.lastModified(), run.location())));
        var others = run.repository().changedAt().map(at -> new Change(i, true, at, run.location()));
        return Stream.concat(files, others)
                .filter(change -> run.until() == null || !change.at().isAfter(run.until()))
                .max(NEWEST);
    }

    /** That of the run itself, or else of another on its machine, if the file lies in it. */
    private static Optional<Location> directoryOf(String path, Location own, List<Run> runs) {
        return own.holds(path)
                ? Optional.of(own)
                : runs.stream()
                        .map(Run::location)
                        .filter(other -> other.directory() != null && !other.isOtherMachine(own) && other.holds(path))
                        .findFirst();
    }
}

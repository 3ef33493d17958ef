package continuity.resume;

import continuity.contracts.WorkState;
import continuity.resume.Colleagues.Place;
import continuity.resume.packet.OtherWork;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** What another instance has done in the same place since. */
final class Others {

    private Others() {}

    /** Empty when it worked elsewhere, or touched nothing in common since then. */
    static Optional<OtherWork> of(Place place, Instant since, Context other) {
        var newest = other.evidence().work().seen();
        if (newest == null || !newest.stamp().at().isAfter(since)) {
            return Optional.empty();
        }
        var work = other.evidence().workState(other.instanceId(), newest.stamp().at());
        var theirs = Place.of(work);
        var later = new Place(
                theirs.hostMachine(),
                theirs.directory(),
                theirs.branch(),
                work.files().stream()
                        .filter(file -> file.edits() > 0 && file.lastModified().isAfter(since))
                        .map(WorkState.TouchedFile::path)
                        .collect(Collectors.toSet()));
        var files = place.filesInCommon(later);
        var branch = place.branch() != null && place.branch().equals(theirs.branch()) ? place.branch() : null;
        return branch == null && files.isEmpty()
                ? Optional.empty()
                : Optional.of(new OtherWork(
                        other.instanceId(),
                        theirs.hostMachine(),
                        theirs.directory(),
                        branch,
                        files,
                        newest.stamp().at(),
                        newest.source()));
    }
}

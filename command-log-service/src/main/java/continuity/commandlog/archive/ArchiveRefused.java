package continuity.commandlog.archive;

import continuity.kit.disk.NearlyFull;
import java.nio.file.Path;

/** What the archive refuses; see {@link ArchiveProblems} for the answers. */
abstract sealed class ArchiveRefused extends RuntimeException {

    private ArchiveRefused(String message) {
        super(message);
    }

    /** Nobody has said where the archive is to be, or it is not there. */
    static final class Off extends ArchiveRefused {
        Off() {
            super("This service has no archive: continuity.archive.directory is not set");
        }

        /** @param marker the file by which the archive would be known */
        Off(Path marker) {
            super(
                    ("There is no archive at %s, or its disk is not mounted: %s is missing. If it is to be there, make the"
                                    + " directory and an empty file %2$s in it once")
                            .formatted(marker.resolveSibling(""), marker.getFileName()));
        }
    }

    /** Another run or restore is under way, here or in another replica. */
    static final class Busy extends ArchiveRefused {
        Busy() {
            super("The archive is being worked on; repeat when that has ended");
        }
    }

    /** A file is not what the manifest says. */
    static final class Damaged extends ArchiveRefused {

        private final String file;

        /** @param file its place in the archive */
        Damaged(String file, String how) {
            super("The file %s of the archive is damaged: it %s. Put it back from a backup".formatted(file, how));
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    /** The disk is nearly full; what came back so far stays. */
    static final class NoRoom extends ArchiveRefused {
        NoRoom(NearlyFull disk) {
            super(disk.detail());
        }
    }

    /** Nothing of these days is in the archive. */
    static final class NotArchived extends ArchiveRefused {
        NotArchived(Days days) {
            super("The archive has nothing of %s".formatted(days));
        }
    }
}

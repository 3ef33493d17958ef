package continuity.commandlog.archive;

/** What the archive refuses; see {@link ArchiveProblems} for the answers. */
abstract sealed class ArchiveRefused extends RuntimeException {

    private ArchiveRefused(String message) {
        super(message);
    }

    /** Nobody has said where the archive is to be. */
    static final class Off extends ArchiveRefused {
        Off() {
            super("This service has no archive: continuity.archive.directory is not set");
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

    /** Nothing of these days is in the archive. */
    static final class NotArchived extends ArchiveRefused {
        NotArchived(Days days) {
            super("The archive has nothing of %s".formatted(days));
        }
    }
}

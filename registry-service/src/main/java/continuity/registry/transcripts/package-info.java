/**
 * Transcripts: where the client of an instance writes its conversation down. Only the path is kept; whoever sees the
 * instance may look at short previews, as long as the file lies on this machine, in one of the permitted directories.
 *
 * <p>Two rules, looked at on different occasions. When a transcript is linked, its path must be plain text of the right
 * form ({@link continuity.registry.transcripts.PermittedPaths}): the file may lie on another machine, so nothing is
 * looked up. When it is read, the file itself must lie where reading is permitted, all links followed. Secrets leave a
 * message before it is cut to a preview.
 */
@NullMarked
package continuity.registry.transcripts;

import org.jspecify.annotations.NullMarked;

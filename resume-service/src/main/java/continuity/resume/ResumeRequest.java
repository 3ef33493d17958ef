package continuity.resume;

import continuity.kit.problem.InvalidInput;
import continuity.kit.text.PlainText;
import continuity.sanitizer.Sanitizer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to resume.
 *
 * @param hint what was typed; see {@link HintResolution}
 * @param choice a number of a list that was shown, from 1
 * @param listId that list; absent means the one shown last to this caller in this client session, or outside any
 * @param includeClosed whether runs that ended on purpose count too
 * @param force take the work of a living instance; operators only
 * @param hostMachine where it is to go on
 * @param client what kind of agent asks
 * @param clientSessionId the agent's own session, which becomes the successor
 * @param workingDirectory where on that machine; absent means where the old instance worked
 * @param project the caller's own, among whose instances the latest is looked for; absent means any
 */
record ResumeRequest(
        @Nullable String hint,
        @Nullable Integer choice,
        @Nullable String listId,
        @Nullable Boolean includeClosed,
        @Nullable Boolean force,
        @Nullable String hostMachine,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        @Nullable String project) {

    private static final int MAX_HINT = 200;
    private static final int MAX_TEXT = 1_000;
    private static final String UNFIT = "is too long, or holds a NUL character";

    /** The same without secrets; blank is absent. */
    ResumeRequest checked(Sanitizer everywhere) {
        new InvalidInput.Check()
                .require(fits(hint, MAX_HINT), "hint", "must be up to %d characters without NUL".formatted(MAX_HINT))
                .require(listId == null || isUuid(listId), "list_id", "is not a list id")
                .require(fits(hostMachine, MAX_TEXT), "host_machine", UNFIT)
                .require(fits(client, MAX_TEXT), "client", UNFIT)
                .require(fits(clientSessionId, MAX_TEXT), "client_session_id", UNFIT)
                .require(fits(workingDirectory, 4 * MAX_TEXT), "working_directory", UNFIT)
                .require(fits(project, MAX_TEXT), "project", UNFIT)
                .done();
        var sanitizer = project == null ? everywhere : everywhere.forProject(project);
        return new ResumeRequest(
                clean(sanitizer, hint),
                choice,
                listId,
                includeClosed,
                force,
                clean(sanitizer, hostMachine),
                clean(sanitizer, client),
                clean(sanitizer, clientSessionId),
                clean(sanitizer, workingDirectory),
                clean(sanitizer, project));
    }

    boolean wantsClosed() {
        return Boolean.TRUE.equals(includeClosed);
    }

    boolean forces() {
        return Boolean.TRUE.equals(force);
    }

    private static boolean fits(@Nullable String text, int limit) {
        return text == null || (text.length() <= limit && PlainText.isStorable(text));
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String clean(Sanitizer sanitizer, @Nullable String text) {
        return text == null || text.isBlank() ? null : sanitizer.text(text);
    }
}

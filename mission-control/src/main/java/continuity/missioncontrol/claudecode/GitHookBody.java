package continuity.missioncontrol.claudecode;

import continuity.missioncontrol.git.GitReport;
import continuity.missioncontrol.git.GitState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the git hook posts: the JSON that the client gave it, below that what git said.
 *
 * @param fields of the JSON, and among them what could be read of git's words
 * @param understood false if git's words are there and say nothing to us
 */
public record GitHookBody(Map<String, Object> fields, boolean understood) {

    /** The event under which it is kept; that of the hook itself stays in {@code hook_event_name}. */
    public static final String EVENT = "GitState";

    /** More than fifty paths and five commits need; what git says beyond is not looked at. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final Map<String, Object> NO_REPOSITORY = Map.of("repository", false, "changed_count", 0);

    /** The field for what git said, in the shape of an event's data. */
    static final String GIT = "git";

    /**
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it does not begin with JSON
     * @throws IOException if the body cannot be read
     * @return null if that is no JSON object
     */
    public static @Nullable GitHookBody read(InputStream body) throws IOException {
        var ahead = new ByteArrayOutputStream();
        var fields = HookBody.read(body, ahead);
        if (fields == null) {
            return null;
        }
        var rest = new SequenceInputStream(new ByteArrayInputStream(ahead.toByteArray()), body);
        var said = new String(rest.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        rest.transferTo(OutputStream.nullOutputStream());
        var data = GitReport.saysNoRepository(said)
                ? Optional.of(NO_REPOSITORY)
                : GitReport.read(said).map(GitState::eventData);
        fields.remove(GIT);
        data.ifPresent(known -> fields.put(GIT, known));
        return new GitHookBody(fields, said.isBlank() || data.isPresent());
    }
}

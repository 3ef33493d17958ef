package continuity.registry.transcripts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import continuity.contracts.InstanceId;
import continuity.kit.problem.Forbidden;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.kit.text.PlainText;
import continuity.registry.transcripts.TranscriptStore.Owner;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/** Links transcripts and shows previews of them. */
@ApplicationScoped
class TranscriptService {

    private static final Logger LOG = Logger.getLogger(TranscriptService.class);

    static final String NOT_HERE = "not_on_this_machine";
    static final String NOT_PERMITTED = "path_not_permitted";
    static final String NOT_READABLE = "not_readable";

    /** Longest path, in characters. */
    private static final int MAX_PATH = 4096;

    private final TranscriptStore store;
    private final PermittedPaths paths;
    private final Sanitizer sanitizer;
    private final ObjectReader json;

    TranscriptService(TranscriptStore store, PermittedPaths paths, Sanitizer sanitizer, ObjectMapper json) {
        this.store = store;
        this.paths = paths;
        this.sanitizer = sanitizer;
        this.json = json.reader();
    }

    /**
     * Keeps the path, in the place of an earlier one; the file is not looked at.
     *
     * @throws InvalidInput naming the fields that are missing or wrong
     * @throws InstanceNotFound if there is none, or none that the caller sees
     * @throws Forbidden if the caller may not write for it
     * @throws TranscriptRefused if no transcript of this instance lies there
     */
    @Transactional
    Transcript link(String id, String path, String clientSessionId, Caller caller) {
        var instanceId = canonical(id);
        var owner = store.lockInstance(instanceId, caller).orElseThrow(() -> new InstanceNotFound(id));
        caller.requireWriter(owner.project(), owner.hostMachine());
        var own = sanitizer.forProject(owner.project());
        var session = owner.session();
        new InvalidInput.Check()
                .require(
                        PlainText.isLine(path, MAX_PATH),
                        "path",
                        "must be one line of 1–" + MAX_PATH + " characters without control characters")
                .require(own.text(path).equals(path), "path", "holds what looks like a secret")
                .require(
                        session == null || session.equals(own.text(clientSessionId)),
                        "client_session_id",
                        "must be the instance's own, as it was registered")
                .done();
        if (!paths.mayBeLinked(path)) {
            throw new TranscriptRefused.PathNotPermitted(PermittedPaths.RULE);
        }
        if (session == null || !PermittedPaths.isOf(session, path)) {
            throw new TranscriptRefused.PathNotPermitted(PermittedPaths.OWN_RULE);
        }
        return store.link(instanceId, path, session);
    }

    /**
     * @param head how many messages from the beginning
     * @param tail how many messages from the end
     * @throws InstanceNotFound if there is none, or none that the caller sees
     * @throws TranscriptRefused if no transcript was linked
     */
    TranscriptView view(String id, int head, int tail, Caller caller) {
        var found = store.find(canonical(id), caller).orElseThrow(() -> new InstanceNotFound(id));
        var transcript = found.transcript();
        if (transcript == null) {
            throw new TranscriptRefused.NotLinked(id);
        }
        return paths.mayLieHere(transcript.path(), found.owner().hostMachine())
                ? read(transcript, found.owner(), head, tail)
                : TranscriptView.unavailable(transcript, NOT_HERE);
    }

    /** What was permitted is what is opened: on the way to the real file there are no links left to follow. */
    private TranscriptView read(Transcript transcript, Owner owner, int head, int tail) {
        try {
            var real =
                    paths.real(transcript.path()).filter(file -> PermittedPaths.isOf(owner.session(), file.toString()));
            if (real.isEmpty()) {
                return TranscriptView.unavailable(transcript, NOT_PERMITTED);
            }
            try (var file = FileChannel.open(real.get(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                if (!real.get().toRealPath().equals(real.get())) {
                    return TranscriptView.unavailable(transcript, NOT_PERMITTED); // a directory was swapped meanwhile
                }
                var own = sanitizer.forProject(owner.project());
                return TranscriptView.of(transcript, file.size(), Preview.of(file, head, tail, own, json));
            }
        } catch (NoSuchFileException e) {
            return TranscriptView.unavailable(transcript, NOT_HERE);
        } catch (IOException e) {
            LOG.debugf(e, "the transcript of %s cannot be read", transcript.instanceId());
            return TranscriptView.unavailable(transcript, NOT_READABLE);
        }
    }

    private static String canonical(String id) {
        return InstanceId.parse(id).map(InstanceId::toString).orElseThrow(() -> new InstanceNotFound(id));
    }
}

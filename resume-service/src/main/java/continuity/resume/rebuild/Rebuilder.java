package continuity.resume.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.ServiceToken;
import continuity.resume.commandlog.CommandLogClient;
import continuity.resume.fold.Evidence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes evidence of what the other services keep. */
@ApplicationScoped
public class Rebuilder {

    private static final Logger LOG = Logger.getLogger(Rebuilder.class);
    private static final int PAGE = 1_000;
    private static final int PAGE_OF_CHECKPOINTS = 5;
    private static final int NOT_FOUND = 404;

    /** Records of this time before a checkpoint are read too: a call that was open then has not ended in it. */
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    /** How much is read. */
    public enum Extent {
        /**
         * While somebody waits: from the newest checkpoint on, at most 10,000 events and as many commands; and at most
         * 50 checkpoints until one can be read.
         */
        QUICK(10),
        /** All that is kept. */
        ALL(Integer.MAX_VALUE);

        private final int pages;

        Extent(int pages) {
            this.pages = pages;
        }
    }

    private final CheckpointClient checkpoints;
    private final CommandLogClient commandLog;
    private final ServiceToken token;
    private final ObjectMapper json;

    @Inject
    Rebuilder(
            @RestClient CheckpointClient checkpoints,
            @RestClient CommandLogClient commandLog,
            ServiceToken token,
            ObjectMapper json) {
        this.checkpoints = checkpoints;
        this.commandLog = commandLog;
        this.token = token;
        this.json = json;
    }

    /** @param upTo time of the newest record in it; null when it tells nothing of the work */
    private record Frozen(
            String checkpointId,
            Evidence evidence,
            @Nullable Instant upTo) {}

    private record Checkpoints(@Nullable Frozen newest, int skipped, boolean complete) {}

    /** @param leftOut those that could not be read */
    private record Records(Evidence evidence, int count, int leftOut, boolean complete) {}

    /**
     * Never fails: who does not answer leaves a gap, which the result says.
     *
     * @param clientSessionId of the instance, which numbers its tasks; null while unknown
     */
    public Rebuilt rebuild(String instanceId, @Nullable String clientSessionId, Extent extent) {
        var frozen = checkpoints(instanceId, clientSessionId, extent);
        var newest = frozen.newest();
        var upTo = newest == null || extent == Extent.ALL ? null : newest.upTo();
        var from = upTo == null ? null : upTo.minus(OVERLAP).toString();
        var events = records(
                cursor -> commandLog.events(instanceId, "desc", from, PAGE, cursor, token.bearer()),
                "events",
                record -> Evidence.of(json.treeToValue(record, EventAppended.class)),
                extent);
        var commands = records(
                cursor -> commandLog.commands(instanceId, from, PAGE, cursor, token.bearer()),
                "commands",
                record -> Evidence.of(json.treeToValue(asLogged(record), CommandLogged.class)),
                extent);
        var evidence = events.evidence().join(commands.evidence());
        var rebuilt = new Rebuilt(
                newest == null ? evidence : evidence.join(newest.evidence()),
                newest == null ? null : newest.checkpointId(),
                events.count() + commands.count(),
                events.leftOut() + commands.leftOut(),
                frozen.skipped(),
                frozen.complete() && events.complete() && commands.complete());
        LOG.infof(
                "the state of %s was rebuilt from %d records, checkpoint %s, complete: %s",
                instanceId, rebuilt.records(), rebuilt.checkpointId(), rebuilt.complete());
        return rebuilt;
    }

    /** The newest that can be read. One that is not handed out is not checked, which says nothing of its soundness. */
    private Checkpoints checkpoints(String instanceId, @Nullable String clientSessionId, Extent extent) {
        var skipped = 0;
        var complete = true;
        try {
            String cursor = null;
            for (var page = 0; page < extent.pages; page++) {
                var headers = checkpoints.list(instanceId, PAGE_OF_CHECKPOINTS, cursor, token.bearer());
                for (var header : headers.path("checkpoints")) {
                    var id = header.path("checkpoint_id").asText();
                    var text = text(id);
                    var frozen = text == null ? null : frozen(id, text, instanceId, clientSessionId);
                    if (frozen != null) {
                        return new Checkpoints(frozen, skipped, complete);
                    }
                    if (text == null) {
                        complete = false;
                    } else {
                        skipped++;
                    }
                }
                cursor = next(headers);
                if (cursor == null) {
                    return new Checkpoints(null, skipped, complete);
                }
            }
            return new Checkpoints(null, skipped, false);
        } catch (ProcessingException | WebApplicationException | Unavailable e) {
            LOG.warnf("a rebuild goes on without the checkpoints of %s: %s", instanceId, e.getMessage());
            return new Checkpoints(null, skipped, false);
        }
    }

    /** Null when the checkpoint-service answers that it cannot, or will not. */
    private @Nullable String text(String checkpointId) {
        try {
            return checkpoints.find(checkpointId, token.bearer());
        } catch (WebApplicationException e) {
            LOG.warnf("a rebuild goes on without checkpoint %s: %s", checkpointId, e.getMessage());
            return null;
        }
    }

    /** Null for one that cannot be read. */
    private @Nullable Frozen frozen(String id, String text, String instanceId, @Nullable String clientSessionId) {
        try {
            var whole = json.readTree(text);
            var state = json.treeToValue(whole.path("work_state"), WorkState.class);
            if (state == null || state.schemaVersion() > WorkState.SCHEMA_VERSION) {
                return null;
            }
            var checkpoint = new CheckpointCreated(
                    UUID.fromString(id),
                    instanceId,
                    whole.path("project").asText(),
                    whole.path("checkpoint_type").asText(),
                    whole.path("reason").asText(),
                    whole.path("sequence_num").asLong(),
                    Math.min(whole.path("covered_event_sequence").asLong(), newestEvent(instanceId)),
                    null,
                    Map.of(),
                    whole.path("size_bytes").asLong(),
                    Instant.parse(whole.path("created_at").asText()));
            var evidence = Evidence.of(state, checkpoint, clientSessionId);
            var again = evidence.workState(instanceId, checkpoint.createdAt()); // what cannot be told is of no use
            return new Frozen(id, evidence, again.newestEvidenceAt());
        } catch (JsonProcessingException | RuntimeException e) { // the one before it may be sound
            LOG.errorf("checkpoint %s cannot be read and is skipped: %s", id, e);
            return null;
        }
    }

    /** No checkpoint can contain more, whatever it says; without limit where that is not known. */
    private long newestEvent(String instanceId) {
        try {
            var newest = commandLog.latest(instanceId, 1, token.bearer()).newest();
            return newest == 0 ? Long.MAX_VALUE : newest;
        } catch (ProcessingException | WebApplicationException | Unavailable e) {
            return Long.MAX_VALUE;
        }
    }

    /** Reads one record. */
    @FunctionalInterface
    private interface Reader {
        Evidence read(JsonNode record) throws JsonProcessingException;
    }

    private static Records records(
            Function<@Nullable String, JsonNode> pages, String field, Reader reader, Extent extent) {
        var evidence = new ArrayList<Evidence>();
        var count = 0;
        var leftOut = 0;
        String cursor = null;
        try {
            for (var page = 0; page < extent.pages; page++) {
                var answer = pages.apply(cursor);
                var parts = read(answer.path(field), reader);
                count += parts.size();
                leftOut += answer.path(field).size() - parts.size();
                evidence.add(Evidence.joined(parts));
                cursor = next(answer);
                if (cursor == null) {
                    return new Records(Evidence.joined(evidence), count, leftOut, true);
                }
            }
            return new Records(Evidence.joined(evidence), count, leftOut, false);
        } catch (WebApplicationException e) {
            var unknown = e.getResponse().getStatus() == NOT_FOUND; // nothing was recorded
            return new Records(Evidence.joined(evidence), count, leftOut, unknown);
        } catch (ProcessingException | Unavailable e) {
            LOG.warnf("a rebuild goes on without all %s: %s", field, e.getMessage());
            return new Records(Evidence.joined(evidence), count, leftOut, false);
        }
    }

    /** Null after the last page. */
    private static @Nullable String next(JsonNode page) {
        return page.path("next_cursor").asText(null);
    }

    private static List<Evidence> read(JsonNode records, Reader reader) {
        var parts = new ArrayList<Evidence>();
        for (var record : records) {
            try {
                parts.add(reader.read(record));
            } catch (JsonProcessingException
                    | RuntimeException e) { // one record tells little; without it the rest does
                LOG.warnf(
                        "a record cannot be read and is left out: %s",
                        e.getClass().getSimpleName());
            }
        }
        return parts;
    }

    /** The table calls the server's time by another name. */
    private static JsonNode asLogged(JsonNode stored) {
        var logged = (ObjectNode) stored;
        logged.set("recorded_at", Objects.requireNonNull(logged.get("created_at"), "created_at"));
        return logged;
    }
}

package continuity.missioncontrol.hook;

import continuity.missioncontrol.hook.HookIntake.Receipt;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the agents' hooks and Claude Code's status line arrive. An agent is answered in time or not at all, and never
 * with an error, except for a missing credential and a body over the limit.
 */
@Path("/hooks")
@RolesAllowed("agent")
@Consumes(MediaType.WILDCARD)
@RunOnVirtualThread
class HookResource {

    private static final Logger LOG = Logger.getLogger(HookResource.class);

    private final HookIntake intake;
    private final HookOrigin origin;
    private final SessionAnswers answers;
    private final StatusLine statusLine;
    private final HookMetrics metrics;
    private final Duration answerWithin;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();

    HookResource(
            HookIntake intake,
            HookOrigin origin,
            SessionAnswers answers,
            StatusLine statusLine,
            HookMetrics metrics,
            HookConfig config) {
        this.intake = intake;
        this.origin = origin;
        this.answers = answers;
        this.statusLine = statusLine;
        this.metrics = metrics;
        this.answerWithin = config.answerWithin();
    }

    @POST
    @Path("claude-code")
    @Operation(
            summary =
                    "Takes any hook of Claude Code; SessionStart, a resume prompt and the first prompt after a takeover are answered with context")
    public Response claudeCode(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        return answered(Client.CLAUDE_CODE, body, length);
    }

    @POST
    @Path("codex")
    @Operation(summary = "Takes any hook of Codex CLI, answered as Claude Code's are")
    public Response codex(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        return answered(Client.CODEX, body, length);
    }

    @POST
    @Path("gemini")
    @Operation(
            summary =
                    "Takes any hook of Gemini CLI; SessionStart, and of BeforeAgent what Claude Code's prompts are answered, get context")
    public Response gemini(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        return answered(Client.GEMINI, body, length);
    }

    @POST
    @Path("opencode")
    @Operation(
            summary =
                    "Takes what the plugin for opencode posts: hook_event_name with the hook's input and output, or with an event; answered as Claude Code's hooks are")
    public Response opencode(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        return answered(Client.OPENCODE, body, length);
    }

    @POST
    @Path("claude-code/git")
    @Operation(
            summary =
                    "Takes what git said on the agent's machine: the hook's JSON on one line, git status --porcelain=v2 --branch, git log -5 --format='%H %cI %s'")
    public Response git(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        return answered(() -> intake.takeGit(body, number(length), origin));
    }

    /** Takes a hook in. */
    private interface Taking {

        Optional<Receipt> take() throws IOException;
    }

    private Response answered(Client client, InputStream body, String length) {
        return answered(() -> intake.take(client, body, number(length), origin));
    }

    private Response answered(Taking taking) {
        var start = System.nanoTime();
        try {
            var receipt = taking.take();
            return receipt.isEmpty() ? Response.noContent().build() : answer(receipt.get(), start);
        } catch (IOException e) {
            return notReceived(e);
        } catch (WebApplicationException e) {
            throw e; // the body is over the limit
        } catch (RuntimeException e) {
            LOG.errorf(e, "a hook was not understood because of a mistake here");
            metrics.dropped(e);
            return Response.noContent().build();
        }
    }

    @POST
    @Path("claude-code/statusline")
    @Operation(summary = "Takes Claude Code's status line and answers the footer")
    public Response statusLine(InputStream body, @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length) {
        var start = System.nanoTime();
        try {
            var footer = intake.read(body, number(length))
                    .flatMap(fields -> statusLine.beat(fields, origin))
                    .map(beat -> within(start, beat, ""))
                    .orElse("");
            return Response.ok(footer, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                    .build();
        } catch (IOException e) {
            return notReceived(e);
        }
    }

    private Response answer(Receipt receipt, long start) {
        var question = answers.to(receipt.hook(), origin.authority());
        var context = question.map(answer -> within(start, answer, "")).orElse("");
        within(start, receipt.kept());
        if (context.isEmpty()) {
            return Response.noContent().build();
        }
        var output = Map.of("hookEventName", receipt.event(), "additionalContext", context);
        return Response.ok(Map.of("hookSpecificOutput", output), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The result of work that others do meanwhile, or {@code otherwise} when time is up; the work goes on then. */
    private String within(long start, Supplier<String> work, String otherwise) {
        try {
            return CompletableFuture.supplyAsync(work, waiting).get(left(start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            metrics.late();
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException e) {
            LOG.warnf("a hook could not be answered: %s", e.getCause());
            return otherwise;
        }
    }

    private void within(long start, CompletableFuture<Void> kept) {
        try {
            kept.get(left(start), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            metrics.late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long left(long start) {
        return Math.max(0, answerWithin.toNanos() - (System.nanoTime() - start));
    }

    private static Response notReceived(IOException e) {
        LOG.debugf("a hook was not received whole: %s", e);
        return Response.noContent().build();
    }

    private static long number(@Nullable String length) {
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

package continuity.resume;

import continuity.kit.problem.InstanceNotFound;
import continuity.kit.security.Caller;
import continuity.resume.HintResolution.Rule;
import continuity.resume.ResumeOutcome.Match;
import continuity.resume.ResumeOutcome.Several;
import continuity.resume.packet.StoredText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds which instance a request means: by a hint, or by a number of a list that was shown. */
@ApplicationScoped
class Targets {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");

    /** Where a list is shown that no client session asked for. */
    private static final String TERMINAL = "";

    /** Length of a goal in a list, in characters. */
    private static final int MAX_GOAL = 120;

    private final CandidateStore candidates;
    private final ChoiceStore choices;
    private final ContextService contexts;
    private final Registry registry;

    Targets(CandidateStore candidates, ChoiceStore choices, ContextService contexts, Registry registry) {
        this.candidates = candidates;
        this.choices = choices;
        this.contexts = contexts;
        this.registry = registry;
    }

    /** The caller's own instance, if it has one. */
    Optional<Candidate> own(ResumeRequest request, Caller caller) {
        return candidates.ofSession(request.client(), request.clientSessionId(), caller);
    }

    /**
     * @param own the caller's own instance
     * @throws ResumeRefused if nothing that could be resumed is meant
     * @throws InstanceNotFound if the instance that was resumed before is not known any more
     */
    Target find(ResumeRequest request, Optional<Candidate> own, Caller caller, Instant now) {
        var chosen = choice(request, caller, now);
        if (chosen.isPresent()) {
            return chosen.get();
        }
        var hint = Hint.of(request.hint());
        var before = hint.isLatest() ? resumedBefore(own) : null;
        if (before != null) {
            return new Target.One(Rule.LATEST, before);
        }
        var resolution = resolve(hint, request, caller);
        var matches = resolution.matches();
        if (resolution.isQuestion() || (request.choice() != null && !matches.isEmpty())) {
            return new Target.Question(several(hint, resolution, placeOf(request), caller, now));
        }
        if (!matches.isEmpty()) {
            return new Target.One(resolution.rule(), matches.getFirst().instanceId());
        }
        return unresumable(hint, resolution, request, own);
    }

    /** What is refused for its own reason is a target as well: that reason says more than that nothing fits. */
    private static Target unresumable(
            Hint hint, HintResolution resolution, ResumeRequest request, Optional<Candidate> own) {
        own.filter(self -> HintResolution.names(hint, self)).ifPresent(self -> {
            throw new ResumeRefused.IsCaller(self.instanceId());
        });
        var inTheWay = resolution.inTheWay();
        if (inTheWay.size() == 1) {
            return new Target.One(resolution.rule(), inTheWay.getFirst().instanceId());
        }
        var fullId = hint.fullId();
        if (inTheWay.isEmpty()
                && fullId != null
                && !hint.namesMachine()) { // perhaps so new that no record of it has arrived
            return new Target.One(Rule.FULL_ID, fullId);
        }
        throw new ResumeRefused.NothingToResume(hint, request.wantsClosed(), inTheWay);
    }

    /**
     * What the caller's session has resumed without doing anything since: whoever asks for the latest again has not
     * seen the answer, and another instance would be claimed beside it.
     */
    private @Nullable String resumedBefore(Optional<Candidate> own) {
        var id = own.map(Candidate::instanceId).orElse("");
        var before = id.isEmpty() ? null : registry.find(id).resumedFrom();
        return before != null && contexts.hasOnlyResumed(id, before) ? before : null;
    }

    /**
     * A list to choose from, of everything that is meant. Unless a client session asks, nobody may have seen it, so
     * that a number alone does not mean it.
     */
    Several list(ResumeRequest request, Caller caller, Instant now) {
        var hint = Hint.of(request.hint());
        return several(hint, resolve(hint, request, caller), request.clientSessionId(), caller, now);
    }

    private HintResolution resolve(Hint hint, ResumeRequest request, Caller caller) {
        var known = hint.isLatest()
                ? candidates.latest(request.wantsClosed(), request.project(), caller)
                : candidates.meantBy(hint, caller);
        var others = known.stream()
                .filter(candidate -> !candidate.isSession(request.client(), request.clientSessionId()))
                .toList();
        return HintResolution.of(hint, request.wantsClosed(), request.project(), others);
    }

    /** A number refers to a list: explicitly, or as a bare hint after one was shown in this place. */
    private Optional<Target> choice(ResumeRequest request, Caller caller, Instant now) {
        var hint = Hint.of(request.hint());
        if (request.choice() != null) {
            var list = request.listId() == null
                    ? lastShown(request, caller, now)
                    : choices.find(UUID.fromString(request.listId()), caller.subject(), now);
            if (request.listId() == null
                    && !hint.isLatest()
                    && list.filter(shown -> shown.hint().equals(hint)).isEmpty()) {
                return Optional.empty(); // the list of that hint is shown first
            }
            return Optional.of(target(list.orElseThrow(ResumeRefused.ListNotFound::new), request.choice()));
        }
        return NUMBER.matcher(hint.text()).matches()
                ? lastShown(request, caller, now).map(list -> target(list, Integer.parseInt(hint.text())))
                : Optional.empty();
    }

    private Optional<ChoiceList> lastShown(ResumeRequest request, Caller caller, Instant now) {
        return choices.lastShown(caller.subject(), placeOf(request), now);
    }

    private static String placeOf(ResumeRequest request) {
        return Objects.requireNonNullElse(request.clientSessionId(), TERMINAL);
    }

    private static Target target(ChoiceList list, int n) {
        return new Target.One(list.rule(), list.chosen(n));
    }

    private Several several(Hint hint, HintResolution resolution, @Nullable String place, Caller caller, Instant now) {
        var shown = resolution.matches().stream().limit(ChoiceList.MAX_LENGTH).toList();
        var ids = shown.stream().map(Candidate::instanceId).toList();
        var list = new ChoiceList(UUID.randomUUID(), hint, resolution.rule(), ids);
        choices.keep(list, caller.subject(), place, now);
        var goals = candidates.goals(ids, caller);
        var matches = IntStream.range(0, shown.size())
                .mapToObj(i -> match(i + 1, shown.get(i), goals.get(ids.get(i)), now))
                .toList();
        return new Several(list.rule(), list.listId(), message(resolution, shown.size()), matches);
    }

    private static String message(HintResolution resolution, int shown) {
        var all = resolution.matches().size();
        var more = all > shown ? ", the newest %d of which are listed".formatted(shown) : "";
        var found = resolution.rule() == Rule.LATEST_ELSEWHERE
                ? "No session of this project can be resumed%s, but %d of other projects can be"
                        .formatted(ResumeRefused.because(resolution.inTheWay()), all)
                : "Found by the rule %s: %d".formatted(resolution.rule(), all);
        return found + more + "; choose by number within 15 minutes";
    }

    private static Match match(int n, Candidate candidate, @Nullable String goal, Instant now) {
        var age = Duration.between(candidate.lastHeartbeat(), now).toSeconds();
        return new Match(
                n,
                candidate.instanceId(),
                candidate.project(),
                candidate.hostMachine(),
                candidate.status(),
                candidate.currentEpic(),
                Math.max(0, age),
                candidate.client(),
                candidate.workingDirectory(),
                goal == null ? null : StoredText.clean(goal, MAX_GOAL));
    }
}

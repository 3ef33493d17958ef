package continuity.resume;

import continuity.resume.packet.StoredText;
import java.util.List;
import java.util.stream.Collectors;

/** Every way to say no to a resume; see {@link ResumeProblems} for how it is answered. */
abstract sealed class ResumeRefused extends RuntimeException {

    private static final int MAX_NAMED = 3;

    /** Of what was typed, in characters. */
    private static final int MAX_SHOWN = 80;

    private ResumeRefused(String message) {
        super(message);
    }

    /** The end of a sentence that says that there is nothing: what is in the way, if anything; all of one standing. */
    static String because(List<Candidate> inTheWay) {
        if (inTheWay.isEmpty()) {
            return "";
        }
        var named =
                inTheWay.stream().limit(MAX_NAMED).map(Candidate::instanceId).collect(Collectors.joining(", "));
        var more = inTheWay.size() - MAX_NAMED;
        var active = inTheWay.getFirst().standing() == Standing.ACTIVE;
        return " (%s: %s%s%s)"
                .formatted(
                        active ? "still active" : "resumed already",
                        named,
                        more > 0 ? " and %d more".formatted(more) : "",
                        active ? "; one that is stale is resumed by its id" : "");
    }

    /** The instance lives. */
    static final class Active extends ResumeRefused {

        private final long ageSeconds;

        Active(String instanceId, Life life) {
            super("%s is active: its last sign of life is %d s old. %s: ./continuity resume %s%s"
                    .formatted(
                            instanceId,
                            life.ageSeconds(),
                            life.quiet()
                                    ? "It is quiet in the middle of something; if you know that it has ended, name it"
                                    : "Wait until it is stale (silent for two minutes, unless that is set otherwise), or let an operator force it",
                            instanceId,
                            life.quiet() ? "" : " --force"));
            this.ageSeconds = life.ageSeconds();
        }

        long ageSeconds() {
            return ageSeconds;
        }
    }

    /** The caller is that instance. */
    static final class IsCaller extends ResumeRefused {

        IsCaller(String instanceId) {
            super("%s: that is this session itself; name another one, or ask for the latest".formatted(instanceId));
        }
    }

    /** Another instance goes on with its work. */
    static final class Superseded extends ResumeRefused {

        private final String successor;

        Superseded(String instanceId, String successor) {
            super("%s was resumed already: its work goes on in %s; resume that one, if it has ended"
                    .formatted(instanceId, successor));
            this.successor = successor;
        }

        String successor() {
            return successor;
        }
    }

    /** The hint means nothing that could be resumed. */
    static final class NothingToResume extends ResumeRefused {

        NothingToResume(Hint hint, boolean finishedToo, List<Candidate> inTheWay) {
            super((hint.isLatest()
                            ? "No interrupted session is in reach"
                            : "Nothing to resume matches '%s'".formatted(StoredText.clean(hint.text(), MAX_SHOWN)))
                    + because(inTheWay)
                    + (finishedToo ? "" : "; name a finished one by its id, or ask for closed ones too"));
        }
    }

    /** The list is unknown, has expired, or was shown to somebody else. */
    static final class ListNotFound extends ResumeRefused {

        ListNotFound() {
            super("There is no list of yours to choose from, or it is over 15 minutes old; ask for a new one");
        }
    }

    /** The registry said no; its own words are the answer. */
    static final class ByRegistry extends ResumeRefused {

        private final int status;
        private final String problem;

        /** @param problem the registry's problem body, JSON */
        ByRegistry(int status, String problem) {
            super(problem);
            this.status = status;
            this.problem = problem;
        }

        int status() {
            return status;
        }

        String problem() {
            return problem;
        }
    }
}

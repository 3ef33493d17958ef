package continuity.checkpoint;

import continuity.kit.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What instances are doing now: asked, never remembered. */
@ApplicationScoped
class CurrentStates {

    private static final String RESUME_SERVICE = "The resume-service, which knows the state to freeze,";
    private static final int NOT_FOUND = 404;

    private final ResumeClient resume;

    CurrentStates(@RestClient ResumeClient resume) {
        this.resume = resume;
    }

    /** The resume-service has not heard of the instance: the registry knew it, so the news is probably on its way. */
    static final class NotYetKnown extends Unavailable {
        private NotYetKnown(WebApplicationException cause) {
            super(RESUME_SERVICE, cause);
        }
    }

    /**
     * The work state as JSON text.
     *
     * @throws Unavailable if there is no answer; {@link NotYetKnown} if it is that the instance is unknown
     */
    String of(String instanceId) {
        try {
            return resume.context(instanceId);
        } catch (WebApplicationException e) {
            throw e.getResponse().getStatus() == NOT_FOUND ? new NotYetKnown(e) : new Unavailable(RESUME_SERVICE, e);
        } catch (ProcessingException e) {
            throw new Unavailable(RESUME_SERVICE, e);
        }
    }
}

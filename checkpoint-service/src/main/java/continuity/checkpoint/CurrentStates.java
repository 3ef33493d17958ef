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

    private final ResumeClient resume;

    CurrentStates(@RestClient ResumeClient resume) {
        this.resume = resume;
    }

    /**
     * The work state as JSON text. An instance that the resume-service has not heard of yet is one that it cannot
     * answer for yet: the registry knew it, the news is on its way.
     *
     * @throws Unavailable if there is no answer
     */
    String of(String instanceId) {
        try {
            return resume.context(instanceId);
        } catch (WebApplicationException | ProcessingException e) {
            throw new Unavailable(RESUME_SERVICE, e);
        }
    }
}

package continuity.resume;

import continuity.contracts.Instance;
import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.InvalidInput;
import continuity.kit.problem.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry and turns its refusals into ours. */
@ApplicationScoped
class Registry {

    private static final int MULTIPLE_CHOICES = 300;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final RegistryClient client;

    /** @param message how many instances fit, and the way out */
    @RegisterForReflection
    record Several(String message) {}

    Registry(@RestClient RegistryClient client) {
        this.client = client;
    }

    /**
     * The full id behind what somebody calls an instance: that, with or without its machine, or the beginning of its
     * short id.
     *
     * @throws InstanceNotFound if the registry has no such instance in the caller's scope
     * @throws InvalidInput if it has several
     * @throws Unavailable if it does not answer
     */
    String fullId(String id) {
        return InstanceId.parse(id)
                .map(InstanceId::toString)
                .orElseGet(() -> call(id, () -> client.find(id)).instanceId());
    }

    /**
     * @param instanceId a full id
     * @throws InstanceNotFound if the registry has no such instance in the caller's scope
     * @throws Unavailable if it does not answer
     */
    Instance find(String instanceId) {
        var instance = call(instanceId, () -> client.find(instanceId));
        if (!instanceId.equals(instance.instanceId())) { // several matches are answered with a list
            throw new InstanceNotFound(instanceId);
        }
        return instance;
    }

    /**
     * @throws InstanceNotFound if the registry has no such instance in the caller's scope
     * @throws Unavailable if it does not answer
     */
    Life life(String instanceId) {
        return call(instanceId, () -> client.life(instanceId));
    }

    /**
     * @return the successor; the same one when the same caller asks again
     * @throws ResumeRefused.ByRegistry if another caller has claimed the work, or this one may not
     */
    Instance succeed(String instanceId, Succession succession) {
        return call(instanceId, () -> client.succeed(instanceId, succession));
    }

    private static <T> T call(String instanceId, Supplier<T> request) {
        try {
            return request.get();
        } catch (WebApplicationException e) {
            var status = e.getResponse().getStatus();
            if (status == NOT_FOUND) {
                throw new InstanceNotFound(instanceId);
            }
            if (status == MULTIPLE_CHOICES) {
                throw new InvalidInput(
                        "id", e.getResponse().readEntity(Several.class).message());
            }
            if (status < BAD_REQUEST || status >= SERVER_ERROR) {
                throw new Unavailable("The registry", e);
            }
            throw new ResumeRefused.ByRegistry(status, e.getResponse().readEntity(String.class));
        } catch (ProcessingException e) {
            throw new Unavailable("The registry", e);
        }
    }
}

package continuity.missioncontrol.hook;

import continuity.contracts.MachineName;
import continuity.kit.security.Caller;
import continuity.kit.security.Callers;
import continuity.missioncontrol.forward.Authority;
import continuity.sanitizer.Sanitizer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where the current request comes from: who, from which machine, from which project. */
@RequestScoped
class HookOrigin {

    static final String MACHINE = "X-Continuity-Machine";
    static final String PROJECT_DIR = "X-Project-Dir";

    private static final int MAX_PATH = 1_024;

    private final Callers callers;
    private final HttpHeaders headers;
    private final HttpServerRequest request;
    private final Sanitizer sanitizer;
    private final Optional<String> hostMachine;

    HookOrigin(
            Callers callers,
            HttpHeaders headers,
            HttpServerRequest request,
            Sanitizer sanitizer,
            @ConfigProperty(name = "continuity.host-machine") Optional<String> hostMachine) {
        this.callers = callers;
        this.headers = headers;
        this.request = request;
        this.sanitizer = sanitizer;
        this.hostMachine = hostMachine;
    }

    Caller caller() {
        return callers.current();
    }

    /** The caller's own token, for calls that the caller waits for. */
    Authority authority() {
        return new Authority(
                String.valueOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION)),
                headers.getHeaderString(Callers.ON_BEHALF));
    }

    /** The token's machine, else the client's word, else ours if the agent runs here; null if nobody knows. */
    @Nullable
    String machine() {
        var bound = caller().machine();
        if (bound != null) {
            return bound;
        }
        var said = headers.getHeaderString(MACHINE);
        if (said != null && !said.isBlank()) {
            return MachineName.isValid(said) ? said : MachineName.ofHost(said).orElse(null);
        }
        return isFromHere() ? hostMachine.flatMap(MachineName::ofHost).orElse(null) : null;
    }

    @Nullable
    String projectDir() {
        var directory = headers.getHeaderString(PROJECT_DIR);
        return directory == null || directory.isBlank() || directory.length() > MAX_PATH
                ? null
                : sanitizer.text(utf8(directory).strip());
    }

    /** A header arrives as one character for each byte; what a shell has put there is UTF-8. */
    private static String utf8(String header) {
        var decoded = new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return decoded.contains("\uFFFD") ? header : decoded;
    }

    private boolean isFromHere() {
        var address = request.remoteAddress();
        var host = address == null ? null : address.hostAddress();
        return host != null && (host.startsWith("127.") || host.equals("0:0:0:0:0:0:0:1") || host.equals("::1"));
    }
}

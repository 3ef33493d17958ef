package continuity.registry.tokens;

import continuity.contracts.MachineName;
import continuity.contracts.ProjectName;
import continuity.kit.problem.InvalidInput;
import continuity.kit.security.Caller;
import continuity.kit.text.PlainText;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a request for a token is checked against all rules at once, and loses secrets that stand in it. */
@ApplicationScoped
class TokenIntake {

    /** Longest subject, description and id, in characters. */
    static final int MAX_LINE = 200;

    static final int MAX_PROJECTS = 100;

    private static final Set<String> ROLES = Set.of("viewer", "agent", "operator", "admin");

    private static final String LINE = "must be one line of 1–" + MAX_LINE + " characters without control characters";

    private final Sanitizer sanitizer;

    TokenIntake(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    /** @throws InvalidInput naming each field that breaks a rule */
    NewToken newToken(TokenRequest body, Caller caller, Instant now) {
        var roles = together(body.role(), body.roles());
        var projects = together(body.project(), body.projects());
        var ttl =
                body.ttl() == null ? Lifetime.USUAL : Lifetime.parse(body.ttl()).orElse(null);
        new InvalidInput.Check()
                .require(!roles.isEmpty(), "role", "is required: viewer, agent, operator or admin")
                .require(
                        ROLES.containsAll(roles),
                        body.roles() == null ? "role" : "roles",
                        "must be of viewer, agent, operator and admin")
                .require(!projects.isEmpty(), "project", "is required: a name, or * for all projects")
                .require(
                        projects.stream().allMatch(TokenIntake::isProject),
                        body.projects() == null ? "project" : "projects",
                        "must be * or 1–64 characters of a–z, 0–9 and hyphen, without a hyphen at either end")
                .require(projects.size() <= MAX_PROJECTS, "projects", "must not be more than " + MAX_PROJECTS)
                .require(
                        body.machine() == null || MachineName.isValid(body.machine()),
                        "machine",
                        "must be 1–64 characters of a–z, 0–9, hyphen and underscore, beginning with a letter or digit")
                .require(ttl != null, "ttl", Lifetime.RULE)
                .require(PlainText.isLine(body.subject(), MAX_LINE), "subject", LINE)
                .require(PlainText.isLine(body.description(), MAX_LINE), "description", LINE)
                .done();
        var id = UUID.randomUUID().toString();
        var machine = body.machine() == null ? caller.machine() : body.machine();
        var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        return new NewToken(
                id,
                body.subject() == null ? nameFor(machine, id) : sanitizer.text(body.subject()),
                roles,
                projects.contains(Caller.ALL_PROJECTS) ? List.of(Caller.ALL_PROJECTS) : projects,
                machine,
                body.description() == null ? null : sanitizer.text(body.description()),
                issuedAt,
                issuedAt.plus(ttl == null ? Lifetime.USUAL : ttl));
    }

    /** @throws InvalidInput if this cannot be an id */
    static String tokenId(String id) {
        new InvalidInput.Check()
                .require(PlainText.isLine(id, MAX_LINE), "id", LINE)
                .done();
        return id;
    }

    private static String nameFor(@Nullable String machine, String id) {
        return machine == null ? "token-" + id.substring(0, 8) : machine;
    }

    private static boolean isProject(String name) {
        return name.equals(Caller.ALL_PROJECTS) || ProjectName.isValid(name);
    }

    /** Without repetitions; a null in a list becomes a text that no rule allows. */
    private static List<String> together(@Nullable String one, @Nullable List<@Nullable String> several) {
        return Stream.concat(Stream.ofNullable(one), several == null ? Stream.empty() : several.stream())
                .map(name -> name == null ? "" : name)
                .distinct()
                .toList();
    }
}

package continuity.cli.doctor;

import continuity.cli.agents.ClaudeCodeSettings;
import continuity.cli.local.AccessToken;
import continuity.cli.local.PrivateFiles;
import continuity.cli.local.RunFile;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether Claude Code on this machine reports to the system with this data. */
final class ClaudeCodeChecks {

    private static final String SUBJECT = "Claude Code";
    private static final String GUIDE = "See docs/connect-claude-code.md.";
    private static final String BEARER = "Authorization: Bearer ";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private ClaudeCodeChecks() {}

    static List<Finding> connected(Surroundings surroundings) throws IOException {
        var environment = surroundings.environment();
        var file = ClaudeCodeSettings.file(environment);
        if (!Files.exists(file)) {
            return Files.exists(file.getParent()) || isThere("claude", environment)
                    ? List.of(Finding.warn(SUBJECT, "is not connected: there is no " + file, GUIDE))
                    : List.of(Finding.ok(SUBJECT, "is not used by this user"));
        }
        var settings = ClaudeCodeSettings.read(file);
        if (settings.isEmpty()) {
            return List.of(
                    Finding.fail(SUBJECT, file + " is not valid JSON: the client ignores it", "Correct it. " + GUIDE));
        }
        if (settings.get().commands().isEmpty()) {
            return List.of(Finding.warn(SUBJECT, "is not connected: no hook of ours in " + file, GUIDE));
        }
        var findings = new ArrayList<>(wiring(file, settings.get(), surroundings));
        for (var header : settings.get().headerFiles(environment)) {
            findings.addAll(header(header, surroundings));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        SUBJECT,
                        "%d hooks and the status line in %s post to %s"
                                .formatted(settings.get().events().size(), file, address(surroundings))))
                : findings;
    }

    private static List<Finding> wiring(Path file, ClaudeCodeSettings settings, Surroundings surroundings)
            throws IOException {
        var findings = new ArrayList<Finding>();
        if (settings.hooksDisabled()) {
            findings.add(Finding.fail(SUBJECT, "all hooks are switched off in " + file, "Remove disableAllHooks."));
        }
        var missing = missingEvents(settings, surroundings);
        if (!missing.isEmpty()) {
            findings.add(Finding.warn(
                    SUBJECT, "%s lacks our hooks for %s".formatted(file, String.join(", ", missing)), GUIDE));
        }
        if (!settings.hasStatusLine()) {
            findings.add(Finding.warn(
                    SUBJECT, "the status line in %s is not ours: no context percentage, no id".formatted(file), GUIDE));
        }
        settings.urls().stream()
                .flatMap(url -> otherAddress(url, surroundings).stream())
                .forEach(findings::add);
        if (!isThere("curl", surroundings.environment())) {
            findings.add(Finding.fail(SUBJECT, "the hooks need the program curl", "Install curl."));
        }
        return findings;
    }

    /** Compared with the settings that we publish. */
    private static Set<String> missingEvents(ClaudeCodeSettings settings, Surroundings surroundings)
            throws IOException {
        var published = surroundings
                .installation()
                .map(installation -> installation.home().resolve("deploy/agents/claude-code-settings.json"))
                .filter(Files::isReadable);
        if (published.isEmpty()) {
            return Set.of();
        }
        var missing = new LinkedHashSet<>(ClaudeCodeSettings.read(published.get())
                .map(ClaudeCodeSettings::events)
                .orElse(Set.of()));
        missing.removeAll(settings.events());
        return missing;
    }

    private static Optional<Finding> otherAddress(String url, Surroundings surroundings) {
        var expected = address(surroundings);
        var theirs = parse(url);
        if (theirs.isEmpty()) {
            return Optional.of(Finding.fail(SUBJECT, "its hooks post to \"%s\"".formatted(url), GUIDE));
        }
        var isHere = LOOPBACK.contains(String.valueOf(theirs.get().getHost()));
        if ((isHere && theirs.get().getPort() == expected.getPort()) || url.equals(expected.toString())) {
            return Optional.empty();
        }
        return Optional.of(
                isHere
                        ? Finding.fail(
                                SUBJECT,
                                "its hooks post to %s, but %s is the address here".formatted(url, expected),
                                "Write %s into its settings.".formatted(expected))
                        : Finding.warn(
                                SUBJECT,
                                "its hooks post to %s, not to this system (%s)".formatted(url, expected),
                                "Right if that is your hub; else write %s into its settings.".formatted(expected)));
    }

    private static Optional<URI> parse(String url) {
        try {
            return Optional.of(URI.create(url));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI address(Surroundings surroundings) {
        return surroundings
                .run()
                .map(RunFile::url)
                .orElseGet(() ->
                        URI.create("http://127.0.0.1:" + surroundings.ports().base()));
    }

    private static List<Finding> header(Path file, Surroundings surroundings) throws IOException {
        var data = surroundings.data();
        var rewrite = "(umask 077; printf '%s%%s\\n' \"$(cat '%s')\" > '%s')".formatted(BEARER, data.token(), file);
        if (!Files.isReadable(file)) {
            return List.of(Finding.fail(SUBJECT, "there is no readable header file " + file, rewrite));
        }
        var findings = new ArrayList<Finding>();
        if (PrivateFiles.isOpen(file)) {
            findings.add(
                    Finding.fail(SUBJECT, "others may use the token in " + file, "chmod 600 '%s'".formatted(file)));
        }
        var content = KeyChecks.content(file).strip();
        var token = content.startsWith(BEARER) ? content.substring(BEARER.length()) : "";
        if (!token.equals(KeyChecks.content(data.token()).strip())) {
            KeyChecks.signingKeys(data)
                    .flatMap(keys -> KeyChecks.expiry(
                            file.toString(), AccessToken.validUntil(token, keys), surroundings.now(), rewrite))
                    .ifPresentOrElse(
                            findings::add,
                            () -> findings.add(Finding.warn(
                                    SUBJECT,
                                    "%s holds an older token than %s".formatted(file, data.token()),
                                    rewrite)));
        }
        return findings;
    }

    private static boolean isThere(String program, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}

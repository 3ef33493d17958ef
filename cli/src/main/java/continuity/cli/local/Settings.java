package continuity.cli.local;

import continuity.backbone.KafkaLogin;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each service is told, as environment variables; the same names are used under compose and Kubernetes.
 *
 * <p>A service gets what it needs and no more: of the user's own environment, which may hold secrets of other programs,
 * only a few harmless variables.
 *
 * @param listening what mission-control opens to other machines
 * @param user the environment of the launcher
 */
record Settings(
        DataDirectory data,
        Ports ports,
        Credentials credentials,
        Optional<Listening> listening,
        Map<String, String> user) {

    private static final List<String> HARMLESS = List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    Map<String, String> of(Part part) {
        var settings = new TreeMap<String, String>();
        HARMLESS.forEach(name -> pass(name, settings));
        settings.put("JAVA_HOME", System.getProperty("java.home"));
        if (part.isService()) {
            everyService(part, settings);
        }
        switch (part) {
            case REGISTRY -> {
                database(part, settings);
                settings.put(
                        "CONTINUITY_TOKEN_SIGNING_KEY_FILE", data.privateKey().toString());
                pass("CONTINUITY_STALE_AFTER", settings);
                machine(settings);
                settings.put("CONTINUITY_TRANSCRIPTS_ROOTS", transcripts());
            }
            case COMMAND_LOG -> {
                database(part, settings);
                urls(settings, Part.REGISTRY);
                settings.put("CONTINUITY_ARCHIVE_DIRECTORY", data.archive().toString());
            }
            case CHECKPOINT -> {
                database(part, settings);
                urls(settings, Part.REGISTRY, Part.COMMAND_LOG, Part.RESUME);
            }
            case RESUME -> {
                database(part, settings);
                urls(settings, Part.REGISTRY, Part.COMMAND_LOG, Part.CHECKPOINT);
            }
            case MISSION_CONTROL -> {
                urls(settings, Part.REGISTRY, Part.COMMAND_LOG, Part.CHECKPOINT, Part.RESUME);
                settings.put("CONTINUITY_JOURNAL_DIR", data.journal().toString());
                machine(settings);
                listening.map(Listening::settings).ifPresent(settings::putAll);
            }
            case POSTGRES, KAFKA -> {}
        }
        return settings;
    }

    private void machine(Map<String, String> settings) {
        ThisMachine.name(user).ifPresent(name -> settings.put(ThisMachine.VARIABLE, name));
    }

    /** Where the agents of this user keep their transcripts. */
    private static String transcripts() {
        var home = Path.of(System.getProperty("user.home"));
        return Stream.of(".claude/projects", ".codex/sessions", ".gemini")
                .map(folder -> home.resolve(folder).toString().replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    private void everyService(Part part, Map<String, String> settings) {
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(part)));
        kafka(part, settings);
        settings.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + data.publicKey());
        settings.put("CONTINUITY_SERVICE_TOKEN_FILE", data.serviceToken(part).toString());
        settings.put("CONTINUITY_DISK_DIRECTORY", data.root().toString());
        settings.put("CONTINUITY_DISK_RESERVE", Long.toString(DiskRoom.of(data).kept()));
        settings.put("CONTINUITY_SANITIZER_KEY_FILE", data.sanitizerKey().toString());
        settings.put("CONTINUITY_SANITIZER_RULES", data.sanitizerRules().toString());
    }

    /** Each service is a user of its own; deploy/kafka/topics.json says what that user may do. */
    private void kafka(Part part, Map<String, String> settings) {
        settings.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(Part.KAFKA));
        new KafkaLogin(part.title(), credentials.kafkaPassword(part.title()))
                .clientSettings()
                .forEach((name, value) ->
                        settings.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    }

    /** The runtime role may use its schema, the owner role may change it: Flyway does. */
    private void database(Part part, Map<String, String> settings) {
        var runtime = part.schema() + "_app";
        var owner = part.schema() + "_owner";
        settings.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/supervisor_meta".formatted(ports.of(Part.POSTGRES)));
        settings.put("QUARKUS_DATASOURCE_USERNAME", runtime);
        settings.put("QUARKUS_DATASOURCE_PASSWORD", credentials.databasePassword(runtime));
        settings.put("QUARKUS_FLYWAY_USERNAME", owner);
        settings.put("QUARKUS_FLYWAY_PASSWORD", credentials.databasePassword(owner));
    }

    private void urls(Map<String, String> settings, Part... services) {
        for (var service : services) {
            settings.put(
                    "CONTINUITY_%s_URL".formatted(service.name()),
                    ports.url(service).toString());
        }
    }

    private void pass(String name, Map<String, String> settings) {
        var value = user.get(name);
        if (value != null) {
            settings.put(name, value);
        }
    }
}

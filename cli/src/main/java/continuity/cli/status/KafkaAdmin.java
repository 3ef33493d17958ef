package continuity.cli.status;

import continuity.cli.local.DataDirectory;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;

/** The broker's administrator: the client of the data directory's own broker that may see every group and topic. */
final class KafkaAdmin {

    private static final String USER = "admin";
    private static final int ANSWERS_WITHIN_MILLIS = 4_000;

    /** Its complaints are for a log; the user is told whether there was an answer. Held, or the level would be lost. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.kafka");

    private KafkaAdmin() {}

    /** To be closed with no patience ({@code Duration.ZERO}): a broker that hangs would hold it up. */
    static Admin open(DataDirectory data, int port) {
        CLIENT.setLevel(Level.OFF);
        return Admin.create(settings(data, port));
    }

    /** With the password in {@code kafka.properties}; without one where there is no such file. */
    static Map<String, Object> settings(DataDirectory data, int port) {
        var settings = new HashMap<String, Object>();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        if (Files.exists(data.brokerPasswords())) {
            settings.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
            settings.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                            .formatted(USER, quoted(password(data))));
        }
        return settings;
    }

    private static String password(DataDirectory data) {
        var passwords = new Properties();
        try {
            passwords.load(new StringReader(Files.readString(data.brokerPasswords())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return passwords.getProperty(USER, "");
    }

    private static String quoted(String password) {
        return password.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

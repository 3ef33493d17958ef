package continuity.cli.status;

import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.cli.local.DataDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The broker's administrator: the client of the data directory's own broker that may see every group and topic. */
final class KafkaAdmin {

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
        var password = Passwords.read(data.kafkaPasswords()).get(KafkaLogin.SUPERUSER);
        if (password != null) {
            settings.putAll(new KafkaLogin(KafkaLogin.SUPERUSER, password).clientSettings());
        }
        return settings;
    }
}

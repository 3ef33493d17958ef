package continuity.bench.frame;

import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.backbone.PostgresServer;
import continuity.cli.local.DataDirectory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The database and the broker of a system on this machine, with all rights: what the floors are measured on.
 *
 * @param portBase of the system
 */
public record Backbone(DataDirectory data, int portBase) {

    private static final int POSTGRES_OFFSET = 32;
    private static final int KAFKA_OFFSET = 92;

    /** As the super user of the database. */
    public Connection database() throws SQLException {
        var password = Passwords.read(data.databasePasswords()).get(PostgresServer.SUPERUSER);
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(portBase + POSTGRES_OFFSET, PostgresServer.DATABASE);
        return DriverManager.getConnection(url, PostgresServer.SUPERUSER, password);
    }

    /** What a client of the broker must be told. */
    public Map<String, Object> kafka() {
        var password = Passwords.read(data.kafkaPasswords()).get(KafkaLogin.SUPERUSER);
        var settings = new HashMap<String, Object>(
                new KafkaLogin(KafkaLogin.SUPERUSER, Objects.requireNonNull(password, KafkaLogin.SUPERUSER))
                        .clientSettings());
        settings.put("bootstrap.servers", "127.0.0.1:" + (portBase + KAFKA_OFFSET));
        return settings;
    }
}

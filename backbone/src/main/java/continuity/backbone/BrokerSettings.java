package continuity.backbone;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * What the broker is told: the file server.properties of other installations.
 *
 * @param data where the log lives
 */
record BrokerSettings(Path data, KafkaPorts ports) {

    /** By the name of the listener: who may come in, and as whom the broker itself does. */
    private static final String PLAIN_LOGIN = "listener.name.%s.plain.sasl.jaas.config";

    private static final String BASE = """
            process.roles=broker,controller
            node.id=1
            controller.listener.names=CONTROLLER
            auto.create.topics.enable=false

            # who may delete old records of a topic may not delete the topic, which is the same right to Kafka
            delete.topic.enable=false

            # 3 MiB a message
            message.max.bytes=3145728
            replica.fetch.max.bytes=3145728

            # 90 days: after a month's holiday nobody reads everything again
            offsets.retention.minutes=129600

            # after a kill the controller lets the broker in again when the old session has run out (9 s by default)
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=1000

            # idle: the controller need not write twice a second that nothing has happened
            metadata.max.idle.interval.ms=5000

            # one broker: no copies, and no wait for a second consumer that never comes
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0

            # small: each partition maps two index files (1 MiB), the log cleaner keeps its buffer (4 MiB) on the heap
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=4194304
            offsets.topic.num.partitions=4
            transaction.state.log.num.partitions=1
            share.coordinator.state.topic.num.partitions=1
            num.network.threads=2
            num.io.threads=4
            """;

    private static final String OPEN = """
            inter.broker.listener.name=CLIENTS
            listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
            """;

    /**
     * Clients log in by SCRAM. Its users lie in the broker's own log, so somebody has to come in without: the super
     * user, whose password is in these settings, by doors of its own.
     */
    private static final String CLOSED = """
            inter.broker.listener.name=BROKER
            listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,BROKER:SASL_PLAINTEXT
            listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
            listener.name.clients.scram-sha-512.sasl.jaas.config=%s required;
            listener.name.controller.sasl.enabled.mechanisms=PLAIN
            listener.name.broker.sasl.enabled.mechanisms=PLAIN
            sasl.mechanism.controller.protocol=PLAIN
            sasl.mechanism.inter.broker.protocol=PLAIN
            authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
            allow.everyone.if.no.acl.found=false
            """.formatted(ScramLoginModule.class.getName());

    /** Everybody may do everything. */
    Properties open() {
        var settings = load(BASE + OPEN);
        var clients = "CLIENTS://" + ports.clientsAddress();
        var controller = "CONTROLLER://" + ports.controllerAddress();
        settings.setProperty("listeners", clients + "," + controller);
        settings.setProperty("advertised.listeners", clients);
        settings.setProperty("controller.quorum.voters", "1@" + ports.controllerAddress());
        settings.setProperty("log.dirs", log().toString());
        return settings;
    }

    /** Whoever comes must log in, and may do what was granted. */
    Properties closed(KafkaLogin superuser) {
        var settings = open();
        settings.putAll(load(CLOSED));
        var broker = ",BROKER://" + ports.brokerAddress();
        settings.setProperty("listeners", settings.getProperty("listeners") + broker);
        settings.setProperty("advertised.listeners", settings.getProperty("advertised.listeners") + broker);
        settings.setProperty("super.users", AccessRules.principal(superuser.user()));
        var login = superuser.jaas(
                PlainLoginModule.class, " user_%s=\"%s\"".formatted(superuser.user(), superuser.password()));
        settings.setProperty(PLAIN_LOGIN.formatted("controller"), login);
        settings.setProperty(PLAIN_LOGIN.formatted("broker"), login);
        return settings;
    }

    /** How the super user talks to the broker before it knows any user. */
    Map<String, Object> superuserClient(KafkaLogin superuser) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                ports.brokerAddress(),
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                SecurityProtocol.SASL_PLAINTEXT.name,
                SaslConfigs.SASL_MECHANISM,
                "PLAIN",
                SaslConfigs.SASL_JAAS_CONFIG,
                superuser.jaas(PlainLoginModule.class, ""));
    }

    /** How a user talks to the broker. */
    Map<String, Object> client(KafkaLogin login) {
        var settings = new HashMap<String, Object>(login.clientSettings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.clientsAddress());
        return settings;
    }

    Path log() {
        return data.resolve("log");
    }

    private static Properties load(String text) {
        var settings = new Properties();
        try {
            settings.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}

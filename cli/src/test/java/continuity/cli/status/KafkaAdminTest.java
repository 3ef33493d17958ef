package continuity.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.local.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAdminTest {

    @TempDir
    Path dir;

    @Test
    void thePasswordFileDecidesHowToLogIn() throws Exception {
        var data = new DataDirectory(dir);
        Files.createDirectory(data.keys());

        assertThat(KafkaAdmin.settings(data, 7792)).doesNotContainKey("security.protocol");

        Files.writeString(data.kafkaPasswords(), "admin=a-password_of-16letters\nregistry=other\n");

        assertThat(KafkaAdmin.settings(data, 7792))
                .containsEntry("bootstrap.servers", "127.0.0.1:7792")
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"admin\" password=\"a-password_of-16letters\";");
    }
}

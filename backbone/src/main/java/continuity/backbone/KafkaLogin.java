package continuity.backbone;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * A Kafka user with the password that goes with it.
 *
 * @param user {@value #SUPERUSER}, a service or an analytics user: as {@link #USER} wants it
 * @param password as {@link #PASSWORD} wants it, so that it can stand in every kind of configuration as it is
 */
public record KafkaLogin(String user, String password) {

    /** May do everything; the broker itself is this user too. */
    public static final String SUPERUSER = "admin";

    /** Lower-case letters, digits, hyphens and underscores. */
    public static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** The letters of base64url. */
    public static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,256}");

    static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;

    /** @throws IllegalArgumentException if one of them has another form; the password is not part of the message */
    public KafkaLogin {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("not the name of a Kafka user: " + user);
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException(
                    "the password of " + user + " must be 16 to 256 letters, digits, hyphens and underscores");
        }
    }

    /** What a client must be told, apart from the address. */
    public Map<String, String> clientSettings() {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.SASL_PLAINTEXT.name,
                SaslConfigs.SASL_MECHANISM, MECHANISM.mechanismName(),
                SaslConfigs.SASL_JAAS_CONFIG, jaas(ScramLoginModule.class, ""));
    }

    /** A line of JAAS configuration with this user as the client; {@code more} options may follow. */
    String jaas(Class<?> loginModule, String more) {
        return "%s required username=\"%s\" password=\"%s\"%s;".formatted(loginModule.getName(), user, password, more);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KafkaLogin[" + user + "]";
    }
}

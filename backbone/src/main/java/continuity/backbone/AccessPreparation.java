package continuity.backbone;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * Gives our users the passwords that they are to have, and the rights that {@code deploy/kafka/topics.json} grants.
 * Users that are not ours, those for analytics, stay as they are.
 */
final class AccessPreparation {

    /** For the broker to follow its controller, which takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The least that Kafka takes. Slowness protects passwords that can be guessed; these have 256 random bits. */
    private static final ScramCredentialInfo CREDENTIAL = new ScramCredentialInfo(KafkaLogin.MECHANISM, 4096);

    private final BrokerSettings broker;
    private final Map<String, String> passwordByUser;
    private final KafkaLogin superuser;

    AccessPreparation(BrokerSettings broker, Map<String, String> passwordByUser) {
        this.broker = broker;
        this.passwordByUser = passwordByUser;
        this.superuser = superuser(passwordByUser);
    }

    /** The super user by a door where the broker needs no log to know who it is. */
    Admin connect() {
        return Admin.create(broker.superuserClient(superuser));
    }

    static KafkaLogin superuser(Map<String, String> passwordByUser) {
        return login(passwordByUser, KafkaLogin.SUPERUSER);
    }

    private static KafkaLogin login(Map<String, String> passwordByUser, String user) {
        return new KafkaLogin(user, Objects.requireNonNull(passwordByUser.get(user), "no password for " + user));
    }

    /** At every start, because what the log knows of a password cannot be compared with it. */
    void setPasswords(Admin admin) {
        var logins = KafkaBroker.users().stream()
                .filter(passwordByUser::containsKey)
                .map(user -> login(passwordByUser, user))
                .<UserScramCredentialAlteration>map(AccessPreparation::credential)
                .toList();
        Awaited.result(admin.alterUserScramCredentials(logins).all());
    }

    static UserScramCredentialUpsertion credential(KafkaLogin login) {
        return new UserScramCredentialUpsertion(login.user(), CREDENTIAL, login.password());
    }

    /** Adds what is missing and removes what is too much; returns when the broker itself goes by it. */
    void setRights(Admin admin) {
        var wanted = AccessRules.ofServices(TopicDefinition.all());
        var ours = KafkaBroker.users();
        var patience = new Patience();
        for (var present = rights(admin, ours); !present.equals(wanted); present = rights(admin, ours)) {
            if (patience.isOver()) {
                throw new IllegalStateException("Kafka's rights remain " + present + " instead of " + wanted);
            }
            Awaited.result(admin.createAcls(without(wanted, present)).all());
            Awaited.result(admin.deleteAcls(without(present, wanted).stream()
                            .map(AclBinding::toFilter)
                            .toList())
                    .all());
            patience.pause();
        }
    }

    /** Returns when the broker lets users in with their passwords. */
    void awaitLogin() {
        var patience = new Patience();
        while (!canLogIn()) {
            if (patience.isOver()) {
                throw new IllegalStateException("Kafka does not let " + superuser + " in");
            }
            patience.pause();
        }
    }

    private boolean canLogIn() {
        try (var admin = Admin.create(broker.client(superuser))) {
            Awaited.result(admin.describeCluster().clusterId());
            return true;
        } catch (SaslAuthenticationException e) {
            return false;
        }
    }

    private static Set<AclBinding> rights(Admin admin, Set<String> users) {
        var principals = users.stream().map(AccessRules::principal).collect(Collectors.toSet());
        return Awaited.result(admin.describeAcls(AclBindingFilter.ANY).values()).stream()
                .filter(right -> principals.contains(right.entry().principal()))
                .collect(Collectors.toSet());
    }

    private static Set<AclBinding> without(Set<AclBinding> some, Set<AclBinding> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static final class Patience {

        private final long end = System.nanoTime() + PATIENCE.toNanos();

        boolean isOver() {
            return System.nanoTime() > end;
        }

        void pause() {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}

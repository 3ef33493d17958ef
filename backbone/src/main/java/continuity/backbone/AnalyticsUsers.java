package continuity.backbone;

import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/**
 * The Kafka users that people add for analytics: they read every topic but the dead letters, with consumer groups that
 * begin with their name, and write nowhere.
 *
 * <p>Every method throws {@link org.apache.kafka.common.KafkaException} if the broker does not answer or refuses.
 */
public final class AnalyticsUsers implements AutoCloseable {

    private static final String GIVE_UP_MILLIS = "10000";

    private final Admin admin;

    private AnalyticsUsers(Admin admin) {
        this.admin = admin;
    }

    /** Those of a running broker, to be managed by its super user. */
    public static AnalyticsUsers of(String bootstrapServers, KafkaLogin superuser) {
        var settings = new HashMap<String, Object>(superuser.clientSettings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, GIVE_UP_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MILLIS);
        return new AnalyticsUsers(Admin.create(settings));
    }

    /** Their names. */
    public Set<String> names() {
        var names = new TreeSet<String>(
                Awaited.result(admin.describeUserScramCredentials().users()));
        names.removeAll(KafkaBroker.users());
        return names;
    }

    /**
     * Adds one; if there is one of that name it gets the new password.
     *
     * @throws IllegalArgumentException if it is one of ours
     */
    public void create(KafkaLogin user) {
        requireForeign(user.user());
        Awaited.result(admin.createAcls(AccessRules.ofAnalytics(user.user(), TopicDefinition.all()))
                .all());
        Awaited.result(admin.alterUserScramCredentials(List.of(AccessPreparation.credential(user)))
                .all());
    }

    /**
     * Takes the rights and the password; a connection that is still open reads no more.
     *
     * @throws IllegalArgumentException if it is one of ours
     */
    public void remove(String name) {
        requireForeign(name);
        var all = new AclBindingFilter(
                ResourcePatternFilter.ANY,
                new AccessControlEntryFilter(
                        AccessRules.principal(name), null, AclOperation.ANY, AclPermissionType.ANY));
        Awaited.result(admin.deleteAcls(List.of(all)).all());
        Awaited.result(
                admin.alterUserScramCredentials(List.of(new UserScramCredentialDeletion(name, KafkaLogin.MECHANISM)))
                        .all());
    }

    /** Stops talking to the broker. */
    @Override
    public void close() {
        admin.close();
    }

    private static void requireForeign(String name) {
        if (KafkaBroker.users().contains(name)) {
            throw new IllegalArgumentException(name + " is a user of Session Continuity itself");
        }
    }
}

package continuity.cli.local;

import continuity.backbone.AnalyticsUsers;
import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code analytics-user}: who else may read the topics of the running broker. */
@Command(name = "analytics-user", description = "Make and remove Kafka users who read all topics and write nowhere.")
public final class AnalyticsUserCommand implements Runnable {

    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create, remove or list?");
    }

    @Command(name = "create", description = "Print the settings of a client, with a new password, this once.")
    int create(@Mixin DataOption data, @Parameters(paramLabel = "NAME") String name) {
        requireForeign(name);
        var login = new KafkaLogin(name, PasswordFile.randomPassword());
        var broker = address(data.directory());
        manage(data.directory(), broker, users -> {
            if (users.names().contains(name)) {
                throw CommandFailed.because("There is a user %s already; remove it first.".formatted(name));
            }
            users.create(login);
        });
        out().printf("# A client of Kafka; its consumer groups are called %s or %s.ANYTHING%n", name, name);
        out().printf("bootstrap.servers=%s%ngroup.id=%s%n", broker, name);
        new TreeMap<>(login.clientSettings()).forEach((key, value) -> out().printf("%s=%s%n", key, value));
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Take the password and the rights; open connections read no more.")
    int remove(@Mixin DataOption data, @Parameters(paramLabel = "NAME") String name) {
        requireForeign(name);
        manage(data.directory(), address(data.directory()), users -> {
            if (!users.names().contains(name)) {
                throw CommandFailed.because("There is no user %s.".formatted(name));
            }
            users.remove(name);
        });
        return ExitCode.DONE;
    }

    @Command(name = "list", description = "Show their names.")
    int list(@Mixin DataOption data) {
        manage(
                data.directory(),
                address(data.directory()),
                users -> users.names().forEach(out()::println));
        return ExitCode.DONE;
    }

    private static void requireForeign(String name) {
        if (!KafkaLogin.USER.matcher(name).matches()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "A user's name has up to 64 lower-case letters, digits, - and _; it begins with a letter or digit.");
        }
        if (KafkaBroker.users().contains(name)) {
            throw new CommandFailed(
                    ExitCode.USAGE, "%s is a user of Session Continuity itself; choose another name.".formatted(name));
        }
    }

    private static String address(DataDirectory data) {
        return RunFile.read(data).stream()
                .flatMap(run -> run.parts().stream())
                .filter(part -> part.name().equals(Part.KAFKA.title()))
                .findFirst()
                .map(kafka -> "127.0.0.1:" + kafka.port())
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.NOT_REACHABLE,
                        "Nothing is running with the data in %s; start it: ./continuity up".formatted(data.root())));
    }

    private static void manage(DataDirectory data, String broker, Consumer<AnalyticsUsers> work) {
        KAFKA.setLevel(Level.OFF); // what fails is said below, once
        var password = Passwords.read(data.kafkaPasswords()).getOrDefault(KafkaLogin.SUPERUSER, "");
        try (var users = AnalyticsUsers.of(broker, new KafkaLogin(KafkaLogin.SUPERUSER, password))) {
            work.accept(users);
        } catch (AuthenticationException | IllegalArgumentException e) {
            throw CommandFailed.because("Kafka refuses the password in %s; ./continuity down and up make it known."
                    .formatted(data.kafkaPasswords()));
        } catch (KafkaException e) {
            throw new CommandFailed(
                    ExitCode.NOT_REACHABLE, "Kafka at %s does not answer: %s".formatted(broker, e.getMessage()));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

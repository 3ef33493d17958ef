package continuity.cli.uninstall;

import continuity.cli.local.DataOption;
import continuity.cli.terminal.ExitCode;
import continuity.cli.uninstall.Uninstall.Answer;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code uninstall}: removes what was installed and, after a question, the data. */
@Command(
        name = "uninstall",
        description = "Stop everything, remove what was installed and, after a question, the data.")
public final class UninstallCommand implements Callable<Integer> {

    /** At most one of them. */
    private static final class Choice {

        @Option(names = "--yes", description = "Remove the data, too, without a question.")
        private boolean yes;

        @Option(names = "--keep-data", description = "Keep the data, without a question.")
        private boolean keepData;
    }

    @ArgGroup
    private Choice choice = new Choice();

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        new Uninstall(data.directory(), System.getenv(), out).run(this::decide);
        return ExitCode.DONE;
    }

    private Answer decide() {
        if (choice.yes) {
            return Answer.REMOVE;
        }
        return choice.keepData ? Answer.KEEP : ask();
    }

    @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null where there is no terminal
    private static Answer ask() {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            return Answer.NOBODY;
        }
        var answer = console.readLine("%nRemove your data, too? It cannot be brought back. [y/N] ");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes") ? Answer.REMOVE : Answer.KEEP;
    }
}

package continuity.cli;

import continuity.cli.client.ListCommand;
import continuity.cli.client.ResumeCommand;
import continuity.cli.client.ShowCommand;
import continuity.cli.local.DownCommand;
import continuity.cli.local.LogsCommand;
import continuity.cli.local.StatusCommand;
import continuity.cli.local.UpCommand;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point: one picocli command per thing that {@code ./continuity} can do. */
@Command(
        name = "continuity",
        description = "Never lose the place: follows coding agents and resumes their work.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ListCommand.class,
            ShowCommand.class,
            ResumeCommand.class
        },
        footer = {
            "  test    Run the whole test suite (--long: the hour-long variants too).",
            "",
            "Environment: CONTINUITY_DATA, CONTINUITY_URL, CONTINUITY_TOKEN, CONTINUITY_STALE_AFTER, HOST_MACHINE.",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 not reachable, 4 ambiguous."
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    private Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var exitCode = commandLine().setOut(out).execute(args);
        out.flush();
        System.exit(exitCode);
    }

    /** The commands, with every refusal shown as one sentence and an exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CommandFailed refused) {
                command.getErr().println(PlainText.of(String.valueOf(refused.getMessage())));
                return refused.exitCode();
            }
            failure.printStackTrace(command.getErr()); // a bug: shown whole
            return ExitCode.FAILED;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}

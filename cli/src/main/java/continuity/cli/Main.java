package continuity.cli;

import continuity.cli.client.ArchiveCommand;
import continuity.cli.client.EventsCommand;
import continuity.cli.client.HandoffCommand;
import continuity.cli.client.ListCommand;
import continuity.cli.client.PurgeCommand;
import continuity.cli.client.RebuildContextsCommand;
import continuity.cli.client.ResumeCommand;
import continuity.cli.client.SearchCommand;
import continuity.cli.client.ShowCommand;
import continuity.cli.client.TokenCommand;
import continuity.cli.doctor.DoctorCommand;
import continuity.cli.local.AnalyticsUserCommand;
import continuity.cli.local.DownCommand;
import continuity.cli.local.StageCommand;
import continuity.cli.local.TrainCommand;
import continuity.cli.local.UpCommand;
import continuity.cli.logs.LogsCommand;
import continuity.cli.status.StatusCommand;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import continuity.cli.terminal.PlainText;
import continuity.cli.uninstall.UninstallCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
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
            DoctorCommand.class,
            ListCommand.class,
            ShowCommand.class,
            ResumeCommand.class,
            HandoffCommand.class,
            SearchCommand.class,
            EventsCommand.class,
            RebuildContextsCommand.class,
            PurgeCommand.class,
            ArchiveCommand.class,
            TokenCommand.class,
            AnalyticsUserCommand.class,
            UninstallCommand.class,
            StageCommand.class,
            TrainCommand.class,
            HelpCommand.class
        },
        footer = {
            "  bench   Measure the system, each figure beside the floor under it (bench --help).",
            "  test    Run the whole test suite (--long: the hour-long variants too).",
            "",
            "Environment:",
            "  CONTINUITY_DATA         data directory (default: ~/.continuity)",
            "  CONTINUITY_URL          whom to ask, as in http://127.0.0.1:7700",
            "                          (default: what runs with the data directory, or that)",
            "  CONTINUITY_TOKEN        a JSON Web Token (default: the one in the file token",
            "                          of the data directory; --force, purge: operator-token)",
            UpCommand.STALE_AFTER,
            UpCommand.STALE_AFTER_FORMAT,
            "  HOST_MACHINE            name of this machine: lower-case letters, digits, -, _",
            "                          (default: its host name)",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 not reachable, 4 ambiguous."
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var exitCode = commandLine().setOut(out).execute(args);
        out.flush();
        System.exit(exitCode);
    }

    /** The commands, with every refusal shown as one sentence and an exit code. */
    static CommandLine commandLine() {
        var commands = new CommandLine(new Main());
        addHelp(commands);
        return commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CommandFailed refused) {
                command.getErr().println(PlainText.of(String.valueOf(refused.getMessage())));
                return refused.exitCode();
            }
            if (failure instanceof IOException || failure instanceof UncheckedIOException) {
                command.getErr().println(PlainText.of(worded(failure)));
                return ExitCode.FAILED;
            }
            failure.printStackTrace(command.getErr()); // a bug: shown whole
            return ExitCode.FAILED;
        });
    }

    /** Many of Java's own messages are the name of the file alone. */
    private static String worded(Exception failure) {
        return switch (failure instanceof UncheckedIOException ? failure.getCause() : failure) {
            case AccessDeniedException denied -> "Permission denied: " + denied.getFile();
            case NoSuchFileException missing -> "There is no " + missing.getFile();
            case FileAlreadyExistsException file -> "Not a directory: " + file.getFile();
            case IOException other -> String.valueOf(other.getMessage());
            case null, default -> String.valueOf(failure.getMessage());
        };
    }

    /** To each command by itself: an inherited option would collide with the one that {@code help} has. */
    private static void addHelp(CommandLine command) {
        var spec = command.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help.")
                    .build());
        }
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}

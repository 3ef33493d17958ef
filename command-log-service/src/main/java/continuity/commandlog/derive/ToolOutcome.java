package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a tool call that a hook reported ended: {@code tool_result}, or {@code error} if it failed. */
final class ToolOutcome {

    private static final int MAX_MESSAGE = 500;
    private static final int MAX_TARGET = 200;

    private ToolOutcome() {}

    /** Empty for what no hook reported, and while the outcome is unknown. */
    static Optional<Finding> of(CommandLogged command) {
        var success = command.success();
        var tool = command.toolName();
        if (!command.commandType().equals("hook") || success == null || tool == null) {
            return Optional.empty();
        }
        var finding = success
                ? Finding.of("tool_result").with("tool_name", tool).with("success", true)
                : Finding.of("error")
                        .with("message", message(command))
                        .with("error_type", "tool_failure")
                        .with("tool_name", tool)
                        .with("target", target(command));
        return Optional.of(finding.with("command_id", command.commandId().toString())
                .with("duration_ms", command.executionTimeMs()));
    }

    private static String message(CommandLogged command) {
        var message = command.errorMessage();
        if (message == null || message.isBlank()) {
            message = String.join("\n", ToolOutput.lines(command));
        }
        return message.isBlank() ? "failed without a message" : ToolOutput.shorten(message, MAX_MESSAGE);
    }

    private static @Nullable String target(CommandLogged command) {
        if (command.contextData().get("target") instanceof String target) {
            return ToolOutput.shorten(target, MAX_TARGET);
        }
        if (command.parameters().get("file_path") instanceof String path) {
            return ToolOutput.shorten(path, MAX_TARGET);
        }
        var line = ToolOutput.commandLine(command);
        return line.isEmpty() ? null : ToolOutput.shorten(line, MAX_TARGET);
    }
}

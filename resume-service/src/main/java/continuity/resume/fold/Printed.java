package continuity.resume.fold;

import continuity.contracts.CommandLogged;

/** What a command printed, as far as it was recorded. */
final class Printed {

    private Printed() {}

    static String by(CommandLogged command) {
        if (command.errorMessage() != null) {
            return command.errorMessage();
        }
        var result = Fields.of(command.result());
        return command.result() instanceof String text ? text : result.text("stdout") + "\n" + result.text("stderr");
    }
}

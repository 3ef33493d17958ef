package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One way to recognise events in a command.
 *
 * @param name part of the derived ids: never change it
 * @param appliesTo which tools it looks at, by name
 * @param find what the command gave rise to, in order
 */
record EventRule(String name, Predicate<String> appliesTo, Function<CommandLogged, List<Finding>> find) {}

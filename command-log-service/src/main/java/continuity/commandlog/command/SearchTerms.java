package continuity.commandlog.command;

import continuity.contracts.CommandLogged;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Under which terms a command is found, in the words of PostgreSQL's {@code tsvector} and {@code tsquery}: the
 * {@link Words} of its texts and, so that one index serves words and filters together, its facts, like
 * {@code tool_name=Bash}. The names of JSON fields are no words of it.
 *
 * <p>The first {@link #MAX_TERMS} count: facts, ids, names and the input come before the output.
 */
public final class SearchTerms {

    /** Most different terms of one command. */
    static final int MAX_TERMS = 2_000;

    /** Most words of one question. */
    static final int MAX_ASKED = 50;

    private final Set<String> terms = new LinkedHashSet<>();

    private SearchTerms() {}

    /** The terms of a command, as the text of a {@code tsvector}. */
    public static String of(CommandLogged command) {
        var search = new SearchTerms();
        search.facts(command);
        search.words(command);
        return search.terms.stream().map(SearchTerms::quoted).collect(Collectors.joining(" "));
    }

    /**
     * What must stand in a command, all of it, as the text of a {@code tsquery}.
     *
     * @param oneOf of these one is enough; empty means that none is needed
     */
    static String query(List<Words.Asked> words, List<String> facts, List<String> oneOf) {
        var all = facts.stream().map(SearchTerms::quoted).collect(Collectors.toCollection(LinkedHashSet::new));
        words.forEach(word -> all.add(quoted(word.term()) + (word.isBeginning() ? ":*" : "")));
        if (!oneOf.isEmpty()) {
            all.add(oneOf.stream().map(SearchTerms::quoted).collect(Collectors.joining(" | ", "(", ")")));
        }
        return String.join(" & ", all);
    }

    /** What a column holds, in the same case. A long value is cut, so the column itself has the last word. */
    static String fact(String column, Object value) {
        return Words.cut(column + "=" + value);
    }

    private void facts(CommandLogged command) {
        terms.add(fact("instance_id", command.instanceId()));
        terms.add(fact("project", command.project()));
        terms.add(fact("command_type", command.commandType()));
        terms.add(fact("action", command.action()));
        ifPresent("host_machine", command.hostMachine());
        ifPresent("tool_name", command.toolName());
        ifPresent("success", command.success());
        command.tags().forEach(tag -> terms.add(fact("tag", tag)));
    }

    private void ifPresent(String column, @Nullable Object value) {
        if (value != null) {
            terms.add(fact(column, value));
        }
    }

    private void words(CommandLogged command) {
        add(command.commandId().toString());
        add(command.instanceId());
        add(command.project());
        add(command.hostMachine());
        add(command.action());
        add(command.toolName());
        add(command.tags());
        add(command.description());
        add(command.parameters());
        add(command.errorMessage());
        add(command.contextData());
        add(command.result());
    }

    private void add(@Nullable Object tree) {
        if (terms.size() >= MAX_TERMS) {
            return;
        }
        switch (tree) {
            case String text -> Words.write(text, this::term);
            case Number number -> Words.write(number.toString(), this::term);
            case Map<?, ?> object -> object.values().forEach(this::add);
            case List<?> list -> list.forEach(this::add);
            case null, default -> {}
        }
    }

    private void term(String term) {
        if (terms.size() < MAX_TERMS) {
            terms.add(term);
        }
    }

    /** So that no character of it means anything. */
    private static String quoted(String term) {
        return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}

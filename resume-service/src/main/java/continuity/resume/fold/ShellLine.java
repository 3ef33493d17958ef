package continuity.resume.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A shell command line, as far as it can be read without running it: quotes and separators are understood, what is read
 * from files and here-documents is dropped, expansions are kept as text.
 */
record ShellLine(List<Step> steps) {

    /** Words that any tool may be handed again: no expansion, no pattern, no option. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@+][A-Za-z0-9._/@+-]*");

    /** What the shell leaves as it is, but for quotes. */
    private static final Pattern NAME = Pattern.compile("[^-~$`*?\\[\\]{}!\\p{Cntrl}][^$`*?\\[\\]{}!\\p{Cntrl}]*");

    /** Steps that prepare or end a line and do not say what it is about. */
    private static final Set<String> SCAFFOLDING = Set.of(
            "cd", "echo", "exit", "set", "export", "true", ":", "pushd", "popd", "wait", "fi", "done", "esac", "}");

    /** Programs that behind a pipe only choose, count or order what is shown. */
    private static final Set<String> FILTERS = Set.of(
            "tail", "head", "tee", "grep", "egrep", "fgrep", "rg", "cat", "less", "more", "sort", "uniq", "wc", "sed",
            "awk", "cut", "tr", "jq", "column", "nl", "fold", "tac", "strings");

    private static final Set<String> CLOSES = Set.of("fi", "done", "esac", "}");

    static final Set<String> CHANGES_DIRECTORY = Set.of("cd", "pushd", "popd");

    /** What makes a step run. */
    enum Joint {
        /** The step before it ended. */
        SEQUENCE,
        /** The step before it succeeded. */
        AND,
        /** The step before it, whose output it reads. */
        PIPE,
        /** The step before it failed. */
        OTHERWISE
    }

    /** A file that the output of a step goes to. */
    record Output(String path, boolean isAppended) {}

    /**
     * One simple command.
     *
     * @param words without assignments in front
     * @param nested whether it stands in parentheses, braces, a condition or a loop
     * @param background whether the line goes on without waiting for it
     */
    record Step(List<String> words, List<Output> outputs, Joint joint, boolean nested, boolean background) {

        Step inBackground() {
            return new Step(words, outputs, joint, nested, true);
        }

        boolean isPiped() {
            return joint == Joint.PIPE;
        }

        String name() {
            return words.getFirst();
        }

        /** The subcommand of git and all that follows it; empty for another program. */
        List<String> git() {
            var first = 1;
            while (word(first).startsWith("-")) {
                first += word(first).equalsIgnoreCase("-c") ? 2 : 1;
            }
            return name().equals("git") && first < words.size() ? words.subList(first, words.size()) : List.of();
        }

        /** Where git is told to run; empty if it is not told. */
        String gitDirectory() {
            var options = words.subList(1, words.size() - git().size());
            return options.contains("-C") ? word(options.indexOf("-C") + 2) : "";
        }

        /** Whether it is something that a line may be about. */
        boolean isCore() {
            return !SCAFFOLDING.contains(name()) && !(isPiped() && FILTERS.contains(name()));
        }

        /** Whether the line ends as what was before it did. */
        boolean keepsStatus() {
            return (name().equals("exit") && !word(1).matches("\\d+")) || CLOSES.contains(name());
        }

        /** A commit is one whatever its message, and a push wherever it goes. */
        private String atHeart() {
            var call = git();
            var isNamedByItself = !call.isEmpty() && Set.of("commit", "push").contains(call.getFirst());
            return isNamedByItself ? "git " + call.getFirst() : String.join(" ", words);
        }

        /** The word at {@code index}, empty where there is none. */
        String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }
    }

    static ShellLine parse(String text) {
        return new ShellLine(new ShellLineReader(text).read());
    }

    /** The calls of git, each from its subcommand on. */
    List<List<String>> gitCalls() {
        return steps.stream().map(Step::git).filter(call -> !call.isEmpty()).toList();
    }

    /** Whether a word names one file as it stands; where the shell would have put something else is not told. */
    static boolean isName(String word) {
        return NAME.matcher(word).matches();
    }

    static boolean isPlain(String word) {
        return PLAIN.matcher(word).matches();
    }

    /** What the line is about: without output filters, redirections, assignments and scaffolding. */
    List<Step> core() {
        return steps.stream().filter(Step::isCore).toList();
    }

    /** Two runs of one thing have it in common; of git alone, what the line comes to. */
    String normalised() {
        var core = core();
        var isOfGit =
                !core.isEmpty() && core.stream().allMatch(step -> step.name().equals("git"));
        return isOfGit
                ? core.getLast().atHeart()
                : core.stream().map(Step::atHeart).collect(Collectors.joining("; "));
    }

    /**
     * Where it does what it is about; empty where that is not known, or does not matter, as to git in one repository.
     *
     * @param start where the line begins
     */
    String place(@Nullable String start) {
        var core = core();
        return core.stream()
                .filter(step -> !step.name().equals("git"))
                .findFirst()
                .or(() -> core.reversed().stream().findFirst())
                .map(step -> place(steps.indexOf(step), start))
                .orElse("");
    }

    /** Where the step of that number runs. */
    private String place(int number, @Nullable String start) {
        var place = start;
        for (var step : steps.subList(0, number)) {
            if (CHANGES_DIRECTORY.contains(step.name())) {
                place = step.name().equals("cd") ? entered(place, step.word(1)) : null;
            }
        }
        var step = steps.get(number);
        if (!step.name().equals("git")) {
            return place == null ? "" : place;
        }
        var told = step.gitDirectory();
        var repository = told.isEmpty() ? place : entered(place, told);
        return repository == null || start == null || FilePath.isOneWithinTheOther(repository, start) ? "" : repository;
    }

    private static @Nullable String entered(@Nullable String place, String where) {
        return place != null && isName(where) ? FilePath.resolve(place, where) : null;
    }

    /** Whether anything in it may run in another directory than the line. */
    boolean leaves() {
        return steps.stream()
                .anyMatch(step ->
                        CHANGES_DIRECTORY.contains(step.name()) || step.words().contains("-C"));
    }

    /** Whether the line goes on without waiting for what it is about. */
    boolean isLeftRunning() {
        return core().stream().anyMatch(Step::background) && core().stream().allMatch(Step::background);
    }

    /**
     * If the line has succeeded, what certainly did: the last step, and those that "&&" joins to it; each as its own
     * line would read, with the place where it runs.
     */
    List<Map.Entry<String, String>> allRan(@Nullable String start) {
        var ran = new ArrayList<Map.Entry<String, String>>();
        for (int i = lastThatMatters(); i >= 0; i--) {
            var step = steps.get(i);
            if (step.background() || step.joint() == Joint.OTHERWISE) {
                break;
            }
            var isPiped = i + 1 < steps.size() && steps.get(i + 1).isPiped();
            if (step.isCore() && (!isPiped || pipesFail() || ran.isEmpty())) {
                ran.add(Map.entry(step.atHeart(), place(i, start)));
            }
            if (step.joint() == Joint.SEQUENCE) {
                break;
            }
        }
        return ran;
    }

    /** The number of the last step but for filters and scaffolding; negative if there is no other. */
    private int lastThatMatters() {
        var last = steps.size() - 1;
        while (last >= 0 && !steps.get(last).isCore()) {
            last--;
        }
        return last;
    }

    /** Whether the line may end well though what it is about did not: behind a pipe, "|| true" or "; echo". */
    boolean hidesStatus() {
        var last = lastThatMatters();
        return isLeftRunning()
                || steps.stream()
                        .skip(last + 1L)
                        .anyMatch(step -> step.joint() == Joint.OTHERWISE
                                || (step.isPiped() && !pipesFail())
                                || (step.joint() == Joint.SEQUENCE && !step.keepsStatus()));
    }

    /** Whether it takes care that a failure before a pipe is one. */
    private boolean pipesFail() {
        return steps.stream()
                .anyMatch(step -> step.words().contains("pipefail")
                        || (step.name().equals("exit") && step.word(1).contains("PIPESTATUS")));
    }
}

package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a call of git did to changes of files, as far as its words tell: staged, committed, put by, undone. */
final class GitTouches {

    /** Options of one letter, or clusters of them, and long ones whose value is the next word, by subcommand. */
    private static final Pattern COMMIT_VALUE = Pattern.compile(
            "-[aenqsvz]*[mFCct]|--(message|file|reuse-message|reedit-message|author|date|template|fixup|squash|trailer)");

    private static final Pattern STASH_VALUE = Pattern.compile("-[aku]*m|--message");
    private static final Pattern RESTORE_VALUE = Pattern.compile("-s|--source");
    private static final Pattern NO_VALUE = Pattern.compile("(?!)");

    private static final Pattern NO_BRANCH = Pattern.compile("HEAD|@|[0-9a-f]{7,40}");

    private static final Pattern REVISION = Pattern.compile("(?:HEAD|@)((?:[~^]\\d*)*)");

    private static final int MAX_UNDONE = 20;

    private final String subcommand;
    private final List<String> options = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();

    /** How many operands stand before "--"; negative without it. */
    private int beforeDashes = -1;

    private final @Nullable String directory;

    private GitTouches(List<String> call, @Nullable String directory) {
        this.directory = directory;
        subcommand = call.getFirst();
        var takesValue = switch (subcommand) {
            case "commit" -> COMMIT_VALUE;
            case "stash" -> STASH_VALUE;
            case "restore" -> RESTORE_VALUE;
            default -> NO_VALUE;
        };
        for (int i = 1; i < call.size(); i++) {
            var word = call.get(i);
            if (beforeDashes >= 0 || !word.startsWith("-") || word.equals(Touch.PREVIOUS)) {
                operands.add(word);
            } else if (word.equals("--")) {
                beforeDashes = operands.size();
            } else {
                options.add(word);
                i += takesValue.matcher(word).matches() ? 1 : 0;
            }
        }
    }

    /**
     * @param call from the subcommand on
     * @param directory in which it ran, null while unknown
     */
    static List<Touch> of(List<String> call, @Nullable String directory) {
        var git = new GitTouches(call, directory);
        return git.has("--dry-run") || git.has("--abort") || git.has("--patch") || git.has("-p")
                ? List.of()
                : git.touches().toList();
    }

    private Stream<Touch> touches() {
        return switch (subcommand) {
            case "add", "stage" -> added();
            case "rm", "mv" -> has("--cached") ? Stream.of() : each(Kind.STAGED, operands);
            case "commit" -> committed();
            case "reset" -> reset();
            case "restore" -> restored();
            case "checkout" -> checkedOut();
            case "switch" -> switched();
            case "init" -> has("-b") || has("--initial-branch") ? toBranch(true) : Stream.of();
            case "merge" ->
                operands.size() == 1 && !has("--squash") ? branch(Kind.MERGED, operands.getFirst()) : Stream.of();
            case "rebase" -> all(Kind.REBASED);
            case "stash" -> stashed();
            case "clean" -> hasLetter('f') && !hasLetter('n') ? eachOrHere(Kind.CLEANED) : Stream.of();
            default -> Stream.of();
        };
    }

    private Stream<Touch> added() {
        if (has("-n") || has("-N") || has("--intent-to-add")) {
            return Stream.of();
        }
        var kind = has("-u") || has("--update") ? Kind.TRACKED_STAGED : Kind.STAGED;
        return operands.isEmpty() ? all(kind) : each(kind, operands);
    }

    private Stream<Touch> committed() {
        var staged = has("--all") || hasLetter('a') ? all(Kind.TRACKED_STAGED) : each(Kind.STAGED, operands);
        var kind = has("--amend") ? Kind.AMENDED : Kind.COMMITTED;
        return Stream.concat(staged, operands.size() == 1 ? each(kind, operands) : all(kind));
    }

    private Stream<Touch> reset() {
        var target = REVISION.matcher(operands.isEmpty() ? "" : operands.getFirst());
        var isRevision = beforeDashes != 0 && target.matches();
        var paths = operands.subList(isRevision ? 1 : 0, operands.size());
        var isWhole = has("--hard") || has("--soft") || has("--keep") || has("--merge");
        if (!isWhole && !paths.isEmpty()) {
            return each(Kind.UNSTAGED, paths);
        }
        var undone = Stream.generate(() -> new Touch(Touch.ANYWHERE, Kind.UNCOMMITTED))
                .limit(isRevision ? Math.min(generations(target.group(1)), MAX_UNDONE) : 0);
        return Stream.concat(undone, has("--soft") ? Stream.of() : all(isWhole ? Kind.RESET : Kind.UNSTAGED));
    }

    /** How many commits back: "~2" or "^^". */
    private static long generations(String steps) {
        return Pattern.compile("\\^|~(\\d{0,2})")
                .matcher(steps)
                .results()
                .mapToLong(step -> step.group(1) == null || step.group(1).isEmpty() ? 1 : Long.parseLong(step.group(1)))
                .sum();
    }

    private Stream<Touch> restored() {
        if (options.stream().anyMatch(option -> option.startsWith("-s") || option.startsWith("--source"))) {
            return Stream.of();
        }
        var staged = has("--staged") || hasLetter('S');
        var both = staged && (has("--worktree") || hasLetter('W'));
        return each(both ? Kind.RESET : staged ? Kind.UNSTAGED : Kind.RESTORED, operands);
    }

    private Stream<Touch> switched() {
        var discarded = has("-f") || has("--force") || has("--discard-changes") ? all(Kind.RESET) : Stream.<Touch>of();
        var isNew = options.stream().anyMatch(option -> option.matches("-[cC]|--(force-)?create"));
        return operands.isEmpty() ? discarded : Stream.concat(discarded, toBranch(isNew));
    }

    /** One that begins elsewhere than here is as good as any other. */
    private Stream<Touch> toBranch(boolean isNew) {
        if (operands.isEmpty()) {
            return Stream.of();
        }
        return branch(isNew && operands.size() == 1 ? Kind.BRANCHED : Kind.SWITCHED, operands.getFirst());
    }

    private static Stream<Touch> branch(Kind kind, String name) {
        var isName = ShellLine.isPlain(name) && !NO_BRANCH.matcher(name).matches();
        return isName || name.equals(Touch.PREVIOUS) ? Stream.of(new Touch(name, kind)) : Stream.of();
    }

    /** What names a branch names no file that anybody touched. */
    private Stream<Touch> checkedOut() {
        if (operands.isEmpty()) {
            return has("-f") || has("--force") ? all(Kind.RESET) : Stream.of();
        }
        if (options.stream().anyMatch(option -> option.matches("-\\w*[bB]"))) {
            return toBranch(true);
        }
        if (beforeDashes < 0 && operands.size() == 1 && !namesFile()) {
            return Stream.concat(branch(Kind.SWITCHED, operands.getFirst()), each(Kind.RESTORED, operands));
        }
        if (options.stream().anyMatch(option -> option.matches("-[tdm]|--(orphan|track|detach|ours|theirs|merge)"))) {
            return Stream.of();
        }
        var hasRevision = beforeDashes > 0 || (beforeDashes < 0 && operands.size() > 1 && !namesFile());
        if (hasRevision) {
            return List.of("HEAD", "@").contains(operands.getFirst())
                    ? each(Kind.RESET, operands.subList(1, operands.size()))
                    : Stream.of();
        }
        return each(Kind.RESTORED, operands);
    }

    private boolean namesFile() {
        var first = operands.getFirst();
        return first.equals(".") || first.lastIndexOf('.') > first.lastIndexOf('/');
    }

    private Stream<Touch> stashed() {
        var action = operands.isEmpty() || beforeDashes == 0 ? "push" : operands.getFirst();
        return switch (action) {
            case "push", "save" -> {
                var named = operands.isEmpty() || beforeDashes == 0 ? operands : operands.subList(1, operands.size());
                var put = named.isEmpty() || action.equals("save") ? all(Kind.STASHED) : each(Kind.STASHED, named);
                var untrackedToo = hasLetter('u') || has("--include-untracked") || hasLetter('a');
                yield untrackedToo ? Stream.concat(all(Kind.STAGED), put) : put;
            }
            case "pop", "apply" -> all(Kind.UNSTASHED);
            default -> Stream.of();
        };
    }

    private static Stream<Touch> all(Kind kind) {
        return Stream.of(new Touch(Touch.ANYWHERE, kind));
    }

    private Stream<Touch> eachOrHere(Kind kind) {
        return each(kind, operands.isEmpty() ? List.of(".") : operands);
    }

    /** Of names that cannot be read, all files are staged and committed, but none loses its changes. */
    private Stream<Touch> each(Kind kind, List<String> paths) {
        return paths.stream()
                .map(this::resolved)
                .filter(path -> kind.isLenient() || !path.equals(Touch.ANYWHERE))
                .distinct()
                .map(path -> new Touch(path, kind));
    }

    private String resolved(String path) {
        var isName = ShellLine.isName(path) && !path.startsWith(":") && (directory != null || path.startsWith("/"));
        return isName ? Excerpt.of(FilePath.resolve(directory, path), Excerpt.PATH) : Touch.ANYWHERE;
    }

    private boolean has(String option) {
        return options.contains(option);
    }

    private boolean hasLetter(char letter) {
        return options.stream().anyMatch(option -> option.matches("-\\w*" + letter + "\\w*"));
    }
}

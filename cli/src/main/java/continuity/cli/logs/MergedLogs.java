package continuity.cli.logs;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The logs of several parts as one, in the order of time; records of one part keep their order. */
final class MergedLogs implements AutoCloseable {

    /** Looked through per part for the last lines, in bytes: a page of them needs far less, a small heap bears it. */
    static final long TAIL_BYTES = 4L << 20;

    private final List<LogFollower> followers;

    MergedLogs(List<LogFollower> followers) {
        this.followers = followers;
    }

    /**
     * What is there now, but for what is too long ago.
     *
     * @param lines at most that many, unless the newest record alone has more
     * @param since older records are left out
     */
    List<LogRecord> last(int lines, Instant since) throws IOException {
        for (var follower : followers) {
            follower.skipToLast(TAIL_BYTES);
        }
        var merged = new ArrayList<LogRecord>();
        for (var quiet = 0; quiet < 2; quiet++) { // the first time the last record of each may still be held back
            for (var next = next(); !next.isEmpty(); next = next()) {
                next.stream().filter(record -> !record.time().isBefore(since)).forEach(merged::add);
                quiet = 0;
            }
        }
        merged.sort(Comparator.comparing(LogRecord::time));
        return lastLines(merged, lines);
    }

    /** What has come since the last call, merged as far as it has come together. */
    List<LogRecord> next() throws IOException {
        var merged = new ArrayList<LogRecord>();
        for (var follower : followers) {
            merged.addAll(follower.read());
        }
        merged.sort(Comparator.comparing(LogRecord::time));
        return merged;
    }

    private static List<LogRecord> lastLines(List<LogRecord> records, int lines) {
        var last = new ArrayDeque<LogRecord>();
        var count = 0;
        for (var record : records.reversed()) {
            count += record.lines().size();
            if (count > lines && !last.isEmpty()) {
                break;
            }
            last.addFirst(record);
        }
        return List.copyOf(last);
    }

    @Override
    public void close() throws IOException {
        for (var follower : followers) {
            follower.close();
        }
    }
}

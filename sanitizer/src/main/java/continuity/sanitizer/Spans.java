package continuity.sanitizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects where in a text the rules see secrets, and settles overlaps. */
final class Spans {

    /** The type of a secret that only its surroundings give away. */
    static final String SECRET = "secret";

    /** A part of a text: from {@code start} up to but excluding {@code end}. */
    record Span(int start, int end, String type) {

        /** Both as one. The type survives only where it describes the whole. */
        private Span join(Span other) {
            if (covers(other) && other.covers(this)) {
                return type.equals(SECRET) ? other : this;
            }
            if (covers(other)) {
                return this;
            }
            return other.covers(this)
                    ? other
                    : new Span(Math.min(start, other.start), Math.max(end, other.end), SECRET);
        }

        private boolean covers(Span other) {
            return start <= other.start && other.end <= end;
        }
    }

    private final String text;
    private final List<Span> found = new ArrayList<>();

    Spans(String text) {
        this.text = text;
    }

    void add(int start, int end, String type) {
        if (start < end) {
            found.add(new Span(start, end, type));
        }
    }

    /** How many were reported. */
    int size() {
        return found.size();
    }

    /** The secrets in order, none touching another or a mark that the text already holds. */
    List<Span> secrets() {
        if (found.isEmpty()) {
            return found;
        }
        found.sort(Comparator.comparingInt(Span::start));
        var joined = new ArrayList<Span>();
        for (var span : found) {
            if (!joined.isEmpty() && span.start < joined.getLast().end) {
                joined.add(joined.removeLast().join(span));
            } else {
                joined.add(span);
            }
        }
        return withoutMarks(joined);
    }

    private List<Span> withoutMarks(List<Span> spans) {
        var marks = Marks.in(text);
        if (marks.isEmpty()) {
            return spans;
        }
        var remaining = new ArrayList<Span>();
        int next = 0;
        for (var span : spans) {
            while (next < marks.size() && marks.get(next).end <= span.start) {
                next++;
            }
            int from = span.start;
            for (int m = next; m < marks.size() && marks.get(m).start < span.end; m++) {
                addPiece(remaining, span, from, marks.get(m).start);
                from = marks.get(m).end;
            }
            addPiece(remaining, span, from, span.end);
        }
        return remaining;
    }

    private void addPiece(List<Span> pieces, Span span, int from, int to) {
        var whole = from == span.start && to == span.end;
        if (whole) {
            pieces.add(span);
        } else if (from < to && text.substring(from, to).chars().anyMatch(Character::isLetterOrDigit)) {
            pieces.add(new Span(from, to, SECRET));
        }
    }
}

package continuity.sanitizer.corpus;

import continuity.sanitizer.Sanitizer;
import continuity.sanitizer.corpus.Corpus.Kind;
import continuity.sanitizer.corpus.Corpus.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How well the sanitizer does on the corpus, and how fast.
 *
 * @param rows one for each kind, then the sums: of each sort and half, of each sort
 * @param throughput of the sanitizer, beside that of a bare scan of the same text
 */
public record CorpusReport(List<Row> rows, Throughput throughput) {

    public CorpusReport {
        rows = List.copyOf(rows);
    }

    /**
     * The figures of a kind of text, or of several together.
     *
     * @param half tuned, held_out, or all
     * @param planted secrets that stood in the texts
     * @param removed those of them of which no part of six characters survived, four of a short one
     * @param marks that the sanitizer left
     * @param falseMarks those of them in the place of something that was no planted secret
     * @param altered texts that came out other than they went in
     */
    public record Row(
            String name,
            String sort,
            String half,
            int texts,
            int planted,
            int removed,
            int marks,
            int falseMarks,
            int altered) {

        /** Share of the planted secrets that went, 1 if there were none. */
        public double recall() {
            return planted == 0 ? 1 : (double) removed / planted;
        }

        /** Share of the marks that stand for a planted secret, 1 if there are none. */
        public double precision() {
            return marks == 0 ? 1 : 1 - (double) falseMarks / marks;
        }

        /** Share of the texts that came out other than they went in; what it should be without secrets is 0. */
        public double alteredShare() {
            return texts == 0 ? 0 : (double) altered / texts;
        }
    }

    /** Everything: takes some seconds, most of them for the throughput. */
    public static CorpusReport measure(Sanitizer sanitizer) {
        var corpus = Corpus.load();
        return new CorpusReport(rows(score(corpus, sanitizer)), Throughput.of(corpus, sanitizer));
    }

    /** The row of that name: a kind, or {@code structured}, {@code contextual held_out}, {@code benign} and so on. */
    public Row row(String name) {
        return rows.stream()
                .filter(row -> row.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row is called " + name));
    }

    /** The report as a table in Markdown and a line on speed. */
    public String table() {
        var table = new StringBuilder("| kind | half | texts | secrets | recall | precision | altered |\n");
        table.append("|---|---|--:|--:|--:|--:|--:|\n");
        for (var row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %.1f %% | %.1f %% | %d |%n",
                    row.name,
                    row.half,
                    row.texts,
                    row.planted,
                    100 * row.recall(),
                    100 * row.precision(),
                    row.altered));
        }
        return table + throughput.toString() + "\n";
    }

    static List<Scoring> score(Corpus corpus, Sanitizer sanitizer) {
        return corpus.texts().stream()
                .map(text -> Scoring.of(text, sanitizer.text(text.content())))
                .toList();
    }

    static List<Row> rows(List<Scoring> scorings) {
        var kinds = new LinkedHashMap<Kind, List<Scoring>>();
        scorings.forEach(scoring -> kinds.computeIfAbsent(scoring.text().kind(), _ -> new ArrayList<>())
                .add(scoring));
        var rows = new ArrayList<Row>();
        kinds.forEach((kind, own) -> rows.add(row(kind.name(), kind.sort(), half(kind.heldOut()), own)));
        for (var sort : Sort.values()) {
            for (var heldOut : new boolean[] {false, true}) {
                var half = half(heldOut);
                rows.add(sum(scorings, title(sort) + " " + half, sort, half, kind -> kind.heldOut() == heldOut));
            }
            rows.add(sum(scorings, title(sort), sort, "all", _ -> true));
        }
        return rows;
    }

    private static Row sum(List<Scoring> all, String name, Sort sort, String half, Predicate<Kind> which) {
        var own = all.stream()
                .filter(scoring -> scoring.text().kind().sort() == sort
                        && which.test(scoring.text().kind()))
                .toList();
        return row(name, sort, half, own);
    }

    private static Row row(String name, Sort sort, String half, List<Scoring> own) {
        int planted = own.stream()
                .mapToInt(scoring -> scoring.text().secrets().size())
                .sum();
        return new Row(
                name,
                title(sort),
                half,
                own.size(),
                planted,
                planted
                        - own.stream()
                                .mapToInt(scoring -> scoring.missed().size())
                                .sum(),
                own.stream().mapToInt(Scoring::marks).sum(),
                own.stream().mapToInt(Scoring::falseMarks).sum(),
                (int) own.stream().filter(scoring -> !scoring.isUnaltered()).count());
    }

    private static String title(Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }

    private static String half(boolean heldOut) {
        return heldOut ? "held_out" : "tuned";
    }
}

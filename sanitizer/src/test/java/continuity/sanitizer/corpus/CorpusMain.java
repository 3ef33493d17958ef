package continuity.sanitizer.corpus;

import continuity.sanitizer.Sanitizer;

/** Prints the report, and what went wrong on the kinds that may be tuned on; of the held-out ones the figures only. */
final class CorpusMain {

    private CorpusMain() {}

    public static void main(String[] args) {
        var sanitizer = Sanitizer.withKey(new byte[] {1});
        for (var scoring : CorpusReport.score(Corpus.load(), sanitizer)) {
            var kind = scoring.text().kind();
            var wrong = kind.sort() == Corpus.Sort.BENIGN
                    ? !scoring.isUnaltered()
                    : !scoring.missed().isEmpty() || scoring.falseMarks() > 0;
            if (wrong && !kind.heldOut()) {
                System.out.println(kind.name() + " missed "
                        + scoring.missed().stream().map(Corpus.Planted::shape).toList()
                        + " false " + scoring.falseMarks() + "\n  "
                        + scoring.text().content() + "\n  "
                        + scoring.clean());
            }
        }
        System.out.println(CorpusReport.measure(sanitizer).table());
    }
}

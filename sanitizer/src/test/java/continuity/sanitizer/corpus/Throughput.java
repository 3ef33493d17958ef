package continuity.sanitizer.corpus;

import continuity.sanitizer.Sanitizer;
import continuity.sanitizer.corpus.Corpus.Sort;
import continuity.sanitizer.corpus.Corpus.Text;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Speed of one thread, in million characters a second of processor time.
 *
 * @param ordinary over code, logs and prose as they make up most of a transcript
 * @param benign over all texts without secrets, in which nearly every line holds a word that may announce one
 * @param secrets over those with secrets, which are nearly nothing but secrets: the worst case
 * @param floor of a scan of the ordinary text that looks at each character once, measured in the same run
 */
public record Throughput(double ordinary, double benign, double secrets, double floor) {

    private static final String ORDINARY = "ordinary_text";
    private static final int CHARACTERS = 4_000_000;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 5;

    static Throughput of(Corpus corpus, Sanitizer sanitizer) {
        var ordinary = repeated(corpus, text -> text.kind().name().equals(ORDINARY));
        var benign = repeated(corpus, text -> text.kind().sort() == Sort.BENIGN);
        var secrets = repeated(corpus, text -> text.kind().sort() != Sort.BENIGN);
        return new Throughput(
                speed(ordinary, sanitizer::text),
                speed(benign, sanitizer::text),
                speed(secrets, sanitizer::text),
                speed(ordinary, Throughput::scan));
    }

    private static String repeated(Corpus corpus, Predicate<Text> which) {
        var once = corpus.texts().stream().filter(which).map(Text::content).collect(Collectors.joining("\n"));
        return once.repeat(1 + CHARACTERS / once.length());
    }

    /** The best of several runs: what disturbs a measurement only ever makes it slower. */
    private static double speed(String text, Consumer<String> work) {
        double best = 0;
        for (int run = -WARM_UPS; run < RUNS; run++) {
            var start = processorTime();
            work.accept(text);
            var seconds = (processorTime() - start) / 1e9;
            best = run < 0 ? best : Math.max(best, text.length() / seconds / 1e6);
        }
        return best;
    }

    /** Of this thread, so that other work on the machine does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void scan(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
        }
        if (letters > text.length()) {
            throw new IllegalStateException("more letters than characters");
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "million characters/s: ordinary text %.0f, benign text with telling words %.0f, secrets %.0f; a bare scan %.0f",
                ordinary,
                benign,
                secrets,
                floor);
    }
}

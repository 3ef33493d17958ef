package continuity.bench.resume;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether confidence means something: of resumes that are trusted to 90 %, nine answers in ten should be right.
 *
 * @param bands lowest confidence first; none is empty
 */
record Calibration(List<Band> bands) {

    /** Width of a band, in points. */
    private static final int WIDTH = 5;

    /**
     * Resumes of about the same confidence.
     *
     * @param from lowest confidence of the band
     * @param predicted mean confidence
     * @param measured share of right answers, in percent
     */
    record Band(int from, long resumes, double predicted, double measured) {

        List<String> row() {
            return List.of(
                    from + "–" + Math.min(100, from + WIDTH - 1),
                    String.valueOf(resumes),
                    String.format(Locale.ROOT, "%.1f", predicted),
                    String.format(Locale.ROOT, "%.1f", measured));
        }
    }

    static Calibration of(Collection<Verdict> verdicts) {
        return new Calibration(verdicts.stream()
                .filter(verdict -> verdict.asked() > 0)
                .collect(Collectors.groupingBy(
                        verdict -> verdict.confidence() / WIDTH * WIDTH, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(band -> band(band.getKey(), band.getValue()))
                .toList());
    }

    private static Band band(int from, List<Verdict> verdicts) {
        var predicted =
                verdicts.stream().mapToInt(Verdict::confidence).average().orElseThrow();
        return new Band(from, verdicts.size(), predicted, Accuracy.of(verdicts).percent());
    }

    /** Expected calibration error: how far prediction and measurement are apart, in points, weighted by resumes. */
    double error() {
        var resumes = bands.stream().mapToLong(Band::resumes).sum();
        return bands.stream()
                .mapToDouble(band -> band.resumes() * Math.abs(band.predicted() - band.measured()) / resumes)
                .sum();
    }
}

package continuity.bench.resume;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether confidence means something: of resumes that are trusted to 90 %, nine answers in ten should be right.
 *
 * @param bands resumes of about the same confidence, lowest first; none is empty
 * @param reasons resumes with a deduction for the same reason, most of them first
 */
record Calibration(List<Band> bands, List<Band> reasons) {

    /** Width of a band, in points. */
    private static final int WIDTH = 5;

    /**
     * Some resumes.
     *
     * @param name what they have in common
     * @param predicted mean confidence
     * @param measured share of right answers, in percent
     */
    record Band(String name, long resumes, double predicted, double measured) {

        private static Band of(String name, Collection<Verdict> verdicts) {
            var predicted = verdicts.stream()
                    .mapToInt(verdict -> verdict.told().confidence())
                    .average()
                    .orElseThrow();
            return new Band(
                    name, verdicts.size(), predicted, Accuracy.of(verdicts).percent());
        }

        List<String> row() {
            return List.of(
                    name,
                    String.valueOf(resumes),
                    String.format(Locale.ROOT, "%.1f", predicted),
                    String.format(Locale.ROOT, "%.1f", measured));
        }
    }

    private record Deducted(Told.Deduction deduction, Verdict verdict) {}

    static Calibration of(Collection<Verdict> verdicts) {
        var asked = verdicts.stream().filter(verdict -> verdict.asked() > 0).toList();
        return new Calibration(bands(asked), reasons(asked));
    }

    private static List<Band> bands(List<Verdict> verdicts) {
        return verdicts.stream()
                .collect(Collectors.groupingBy(
                        verdict -> verdict.told().confidence() / WIDTH * WIDTH, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(band -> Band.of(band.getKey() + "–" + Math.min(100, band.getKey() + WIDTH - 1), band.getValue()))
                .toList();
    }

    private static List<Band> reasons(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(Calibration::deducted)
                .collect(Collectors.groupingBy(
                        Deducted::deduction, Collectors.mapping(Deducted::verdict, Collectors.toList())))
                .entrySet()
                .stream()
                .map(reason -> Band.of(
                        "−%d %s"
                                .formatted(
                                        reason.getKey().points(),
                                        reason.getKey().reason()),
                        reason.getValue()))
                .sorted(Comparator.comparingLong(Band::resumes).reversed().thenComparing(Band::name))
                .toList();
    }

    private static Stream<Deducted> deducted(Verdict verdict) {
        return verdict.told().deductions().stream().distinct().map(deduction -> new Deducted(deduction, verdict));
    }

    /** Expected calibration error: how far prediction and measurement are apart, in points, weighted by resumes. */
    double error() {
        var resumes = bands.stream().mapToLong(Band::resumes).sum();
        return bands.stream()
                .mapToDouble(band -> band.resumes() * Math.abs(band.predicted() - band.measured()) / resumes)
                .sum();
    }
}

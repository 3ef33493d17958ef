package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text made to be slow to read.
 *
 * <p>Four times the text may take four times as long; a rule that backtracks or reads on to the end again and again
 * takes sixteen times as long, and at these sizes minutes instead of seconds.
 */
@Tag("R30")
class HostileTextTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});
    private static final int MEBIBYTE = 1 << 20;
    /** Below this, a measurement says more about the machine than about the text. */
    private static final Duration NOISE = Duration.ofMillis(100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=",
                "token=",
                "token:",
                "token=\"",
                "\"",
                "'",
                "\\",
                "://",
                "x://a:b@",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "eyJ-",
                "cookie: a",
                "curl -u'",
                "password is ",
                "[REDACTED:",
                "1:AA",
                " ",
                "\n",
                "password: A-a-",
                "VALUES(",
                "('a',",
                "auth=('a',",
                "|password|\n|-|\n",
                "a,password\n",
                "kind: Secret\ndata:\n",
                "\n a: q8-data:",
                "echo a | sudo -S ",
                "login a / ",
                ":5432:a:",
                "@//",
                "secret: {a:",
                "secrets:\n a: ",
                "set -x token ",
                "value='aaaaaa' where a='",
                "net user a ",
                "Private-Lines: 1\na\n",
                "&sig=",
                "token%3D",
                "key-us1",
                "Q~",
                "ghp_",
                "<password ",
                "name=\"token\" ",
                "\u001b[1m",
                "api key ",
                "passphrase: >-\n "
            })
    void takesTimeInProportionToItsLength(String unit) {
        SANITIZER.text(unit.repeat(MEBIBYTE / 16 / unit.length())); // warm up
        var one = time(unit.repeat(MEBIBYTE / 4 / unit.length()));
        var four = time(unit.repeat(MEBIBYTE / unit.length()));

        var atLeastNoise = one.compareTo(NOISE) < 0 ? NOISE : one;
        assertThat(four).isLessThan(atLeastNoise.multipliedBy(10));
    }

    /** Each place is a secret at most once, whatever surrounds it. */
    @Test
    void noPlaceIsReportedAgainAndAgain() {
        var window = " kind: Secret" + "\n a: q8-data:".repeat(600);
        var text = window.repeat(16);
        var spans = new Spans(text);

        new Manifests().find(text, spans);

        assertThat(spans.size()).isLessThan(16 * 600 * 2);
    }

    /** As long as a text may ever be here: as much work as its length says, whatever it is made of. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "token=", "kind: Secret\n"})
    void sixteenMebibytesTakeSixteenTimesAsLongAsOne(String unit) {
        SANITIZER.text(unit.repeat(MEBIBYTE / 4 / unit.length())); // warm up
        var one = time(unit.repeat(MEBIBYTE / unit.length()));
        var sixteen = time(unit.repeat(16 * MEBIBYTE / unit.length()));

        var atLeastNoise = one.compareTo(NOISE) < 0 ? NOISE : one;
        assertThat(sixteen).isLessThan(atLeastNoise.multipliedBy(40));
    }

    private static Duration time(String text) {
        var start = processorTime();
        SANITIZER.text(text);
        return Duration.ofNanos(processorTime() - start);
    }

    /** Of this thread, so that other work on the machine does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}

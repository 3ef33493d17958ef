package continuity.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HooksTest {

    @Test
    void figuresAreAddedUpOverTheirLabels() {
        var metrics = """
                # TYPE continuity_journal_depth gauge
                continuity_journal_depth 3.0
                continuity_journal_size_bytes 4096.0
                continuity_journal_damaged 1.0
                continuity_journal_unreadable_total 2.0
                continuity_hooks_total{outcome="captured"} 1.2E3
                continuity_hooks_total{outcome="dropped"} 4.0
                continuity_hooks_total{outcome="unreadable"} 5.0
                continuity_forward_total{outcome="refused",record="Command"} 6.0
                continuity_forward_total{outcome="refused",record="hook"} 1.0
                continuity_forward_total{outcome="superseded",record="Heartbeat"} 8.0
                continuity_forward_total{outcome="delivered",record="Command"} 900.0
                """.lines().toList();

        assertThat(Hooks.parse(metrics)).isEqualTo(new Hooks(3, 4096, 1200, 4, 5, 3, 7, 8));
    }

    @Test
    void whatIsNotToldHasNotHappened() {
        assertThat(Hooks.parse(List.of())).isEqualTo(new Hooks(0, 0, 0, 0, 0, 0, 0, 0));
    }
}

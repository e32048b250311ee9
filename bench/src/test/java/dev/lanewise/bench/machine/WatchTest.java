package dev.lanewise.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WatchTest {
    @Test
    void timeThatTheHostGaveAwayIsBusyAndTimeSpentIdleOrWaitingForTheDiskIsNot() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        assertThat(Watch.busySeconds("cpu  100 20 30 9000 500 4 5 600 0 0")).isCloseTo(7.59, within(1e-9));
    }
}

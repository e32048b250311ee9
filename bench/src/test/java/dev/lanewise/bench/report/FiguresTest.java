package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.machine.Machine;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theHeaderOfAMachineWithALongNameFitsTheTerminal() {
        Machine machine = new Machine(
                "Intel(R) Xeon(R) Processor family 6 model 207, 2 cores",
                "Eclipse Adoptium 25.0.3+9-LTS",
                512,
                "ffbf2bd1d8",
                "2026-11-28");
        assertThat(Figures.header(machine).lines()).hasSize(2).allMatch(line -> line.length() <= 120);
        assertThat(Figures.header(machine).replace("\n", " ").strip()).isEqualTo(machine.toString());
    }
}

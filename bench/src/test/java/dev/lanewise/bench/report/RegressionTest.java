package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionTest {
    @TempDir
    private Path folder;

    private Path results(String name, String benchmark, String times, String peaks) throws IOException {
        String secondary = peaks.isEmpty() ? "" : "\"peak\": {\"score\": 0, \"rawData\": [[" + peaks + "]]}";
        return Files.writeString(
                folder.resolve(name),
                "[{\"benchmark\": \"a.b." + benchmark + "\", \"params\": {\"hidden\": \"64\"}, \"primaryMetric\": "
                        + "{\"score\": 0, \"scoreUnit\": \"us/op\", \"rawData\": [[" + times
                        + "]]}, \"secondaryMetrics\": {" + secondary + "}}]");
    }

    @Test
    void aBenchmarkThatTakesLongerThanNoiseExplainsIsARegression() throws IOException {
        Path before = results("old.json", "C.run", "100, 101, 99", "");
        Path after = results("new.json", "C.run", "120, 121, 119", "");
        assertThat(Regression.print(before, after, 0.05)).isFalse();
        assertThat(Regression.print(after, before, 0.05)).isTrue();
    }

    @Test
    void noiseIsNoRegression() throws IOException {
        Path before = results("old.json", "C.run", "100, 150, 70", "");
        Path after = results("new.json", "C.run", "120, 160, 80", "");
        assertThat(Regression.print(before, after, 0.05)).isTrue();
    }

    @Test
    void aSlowerClockIsNoRegressionWhereThePeakWasMeasured() throws IOException {
        Path before = results("old.json", "C.run", "100, 101, 99", "200, 200, 200");
        Path after = results("new.json", "C.run", "120, 121, 119", "167, 166, 167");
        assertThat(Regression.print(before, after, 0.05)).isTrue();
    }

    @Test
    void filesWithNothingInCommonAreRefused() throws IOException {
        Path before = results("old.json", "C.run", "100, 101, 99", "");
        Path after = results("new.json", "D.run", "100, 101, 99", "");
        assertThatThrownBy(() -> Regression.print(before, after, 0.05))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no benchmark in common");
    }
}

package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void whatIsNoResultFileIsNamed() throws IOException {
        Path good = results("old.json", "C.run", "100, 101, 99", "");
        Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xFF, 0});
        Path text = Files.writeString(folder.resolve("text.json"), "[{\"benchmark\": \"x\"}]");
        for (Path each : List.of(binary, text, folder)) {
            assertThatThrownBy(() -> Regression.print(good, each, 0.05))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(each.toString() + " ");
        }
    }
}

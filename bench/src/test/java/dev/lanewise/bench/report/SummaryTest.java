package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.jmh.JmhResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static JmhResult product(double peak, boolean disturbed, double... micros) {
        Map<String, String> params =
                new TreeMap<>(Map.of("shape", "NN-256x1024x1024", "system", "naive-vector", "threads", "1"));
        return new JmhResult("GemmBenchmark.multiply", params, "us/op", micros, peak, 1, Double.NaN, disturbed);
    }

    private static JmhResult step(double allocated) {
        Map<String, String> params = new TreeMap<>(Map.of(
                "net",
                "256x2",
                "batch",
                "256",
                "regularizer",
                "elastic-net:1e-5/1e-4",
                "optimizer",
                "sgd",
                "threads",
                "1"));
        return new JmhResult(
                "StepBenchmark.step", params, "us/op", new double[] {123456.7}, 200, 0.5, allocated, false);
    }

    @Test
    void thePeakOfOneRowHoldsForAll() {
        List<JmhResult> results = List.of(product(20, true, 5000), product(220, false, 5000));

        assertThat(Roof.ofJmh(results).percent(results.getFirst())).isBetween(45.0, 50.0);
    }

    @Test
    void whatAllocatesOrWasDisturbedIsSaidInTheConclusion() throws IOException {
        String lines = Summary.of(List.of(product(200, true, 5000, 5001, 5002), step(947_710)));

        assertThat(lines.replace('\n', ' '))
                .contains("5,001.0 ±0%*")
                .contains("947,710")
                .contains("In 1 of 2 rows steps allocated")
                .contains("* In 1 of 2 rows something else used the machine");
    }

    @Test
    void noLineHasMoreThan120Columns() throws IOException {
        assertThat(Summary.of(List.of(product(200, true, 500_000, 500_001, 500_002), step(947_710)))
                        .lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}

package dev.lanewise.bench.jmh;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.bench.base.JsonFile;
import dev.lanewise.testkit.MedianInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One row of JMH's JSON. Iterations that were disturbed are left out, if enough others remain.
 *
 * @param benchmark class and method, {@code GemmBenchmark.multiply}
 * @param params the parameters by name
 * @param unit of the scores
 * @param scores one for each iteration of each fork
 * @param peak the best rate of fused multiply-adds around any iteration, GFLOP/s; NaN if not measured
 * @param terms the share of the terms of dense products that was computed
 * @param allocated bytes allocated an operation, or NaN if nobody counted
 * @param disturbed whether iterations are among the scores that something else disturbed
 */
public record JmhResult(
        String benchmark,
        Map<String, String> params,
        String unit,
        double[] scores,
        double peak,
        double terms,
        double allocated,
        boolean disturbed) {
    private static final int ENOUGH = 3;

    /**
     * Reads a file that JMH wrote.
     *
     * @param remedy how to get such a file, for the message
     * @throws IOException if it cannot be read or is not such a file
     */
    public static List<JmhResult> read(Path file, String remedy) throws IOException {
        return JsonFile.read(file, JsonArray.class, JmhResult::of, "is not a result file of JMH; " + remedy);
    }

    /** All rows. */
    public static List<JmhResult> of(JsonArray rows) {
        return rows.stream().map(each -> of((JsonObject) each)).toList();
    }

    private static JmhResult of(JsonObject json) {
        String[] name = json.getString("benchmark").split("\\.");
        Map<String, String> params = new TreeMap<>();
        JsonObject given = json.getObject("params", new JsonObject());
        given.keySet().forEach(key -> params.put(key, given.getString(key)));
        JsonObject primary = json.getObject("primaryMetric");
        JsonObject others = json.getObject("secondaryMetrics", new JsonObject());
        double[] scores = raw(primary);
        double[] quiet = quiet(scores, raw(others.getObject(MachineProfiler.DISTURBED)));
        boolean kept = quiet.length < ENOUGH && quiet.length < scores.length;
        return new JmhResult(
                name[name.length - 2] + "." + name[name.length - 1],
                params,
                primary.getString("scoreUnit"),
                kept ? scores : quiet,
                Arrays.stream(raw(others.getObject(MachineProfiler.PEAK))).max().orElse(Double.NaN),
                Arrays.stream(raw(others.getObject(Observed.TERMS))).average().orElse(1),
                Arrays.stream(raw(others.getObject(Observed.ALLOCATED))).min().orElse(Double.NaN),
                kept);
    }

    private static double[] quiet(double[] scores, double[] disturbed) {
        return IntStream.range(0, scores.length)
                .filter(i -> i >= disturbed.length || disturbed[i] == 0)
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    private static double[] raw(JsonObject metric) {
        if (metric == null) {
            return new double[0];
        }
        JsonArray forks = metric.getArray("rawData");
        return forks.stream()
                .flatMapToDouble(fork -> ((JsonArray) fork).stream().mapToDouble(each -> ((Number) each).doubleValue()))
                .toArray();
    }

    /** The value of a parameter, or the empty text. */
    public String param(String name) {
        return params.getOrDefault(name, "");
    }

    /** Seconds an operation. */
    public MedianInterval seconds() {
        double scale =
                switch (unit) {
                    case "s/op" -> 1;
                    case "ms/op" -> 1e-3;
                    case "us/op" -> 1e-6;
                    case "ns/op" -> 1e-9;
                    default -> throw new IllegalArgumentException(benchmark + " has the unit " + unit + ", not a time");
                };
        return MedianInterval.of(Arrays.stream(scores).map(each -> each * scale).toArray());
    }
}

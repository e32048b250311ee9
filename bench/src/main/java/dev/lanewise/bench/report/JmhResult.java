package dev.lanewise.bench.report;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.bench.FmaPeakProfiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of JMH's JSON.
 *
 * @param benchmark class and method, {@code GemmBenchmark.multiply}
 * @param params the parameters by name
 * @param unit of the scores
 * @param scores one for each iteration of each fork
 * @param peaks GFLOP/s of fused multiply-adds around each iteration; empty if not measured
 * @param allocated bytes allocated an operation, or NaN if the gc profiler was not there
 */
public record JmhResult(
        String benchmark, Map<String, String> params, String unit, double[] scores, double[] peaks, double allocated) {
    /**
     * Reads a file that JMH wrote.
     *
     * @throws IOException if it cannot be read or is not such a file
     */
    public static List<JmhResult> read(Path file) throws IOException {
        try {
            List<JmhResult> out = new ArrayList<>();
            for (Object each : JsonParser.array().from(Files.readString(file))) {
                out.add(of((JsonObject) each));
            }
            return out;
        } catch (JsonParserException | ClassCastException | NullPointerException e) {
            throw new IOException(file + " is not a result file of JMH; make one with -rf json -rff FILE", e);
        }
    }

    private static JmhResult of(JsonObject json) {
        String[] name = json.getString("benchmark").split("\\.");
        Map<String, String> params = new TreeMap<>();
        JsonObject given = json.getObject("params", new JsonObject());
        given.keySet().forEach(key -> params.put(key, given.getString(key)));
        JsonObject primary = json.getObject("primaryMetric");
        JsonObject secondary = json.getObject("secondaryMetrics", new JsonObject());
        JsonObject peak = secondary.getObject(FmaPeakProfiler.METRIC);
        JsonObject allocation = secondary.getObject("gc.alloc.rate.norm");
        return new JmhResult(
                name[name.length - 2] + "." + name[name.length - 1],
                params,
                primary.getString("scoreUnit"),
                raw(primary),
                peak == null ? new double[0] : raw(peak),
                allocation == null ? Double.NaN : allocation.getDouble("score"));
    }

    private static double[] raw(JsonObject metric) {
        JsonArray forks = metric.getArray("rawData");
        return forks.stream()
                .flatMapToDouble(fork -> ((JsonArray) fork).stream().mapToDouble(each -> ((Number) each).doubleValue()))
                .toArray();
    }

    /** Whether the peak was measured around each iteration. */
    public boolean hasPeaks() {
        return peaks.length == scores.length;
    }

    /** The value of a parameter, or the empty text. */
    public String param(String name) {
        return params.getOrDefault(name, "");
    }

    /** Seconds an operation, for each iteration. */
    public double[] seconds() {
        double scale =
                switch (unit) {
                    case "s/op" -> 1;
                    case "ms/op" -> 1e-3;
                    case "us/op" -> 1e-6;
                    case "ns/op" -> 1e-9;
                    default -> throw new IllegalArgumentException(benchmark + " has the unit " + unit + ", not a time");
                };
        return Arrays.stream(scores).map(each -> each * scale).toArray();
    }
}

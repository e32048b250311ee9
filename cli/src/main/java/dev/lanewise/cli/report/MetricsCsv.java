package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import java.util.List;
import java.util.StringJoiner;

/** Every epoch of every run as comma-separated values (RFC 4180). */
final class MetricsCsv {
    private static final String END = "\r\n";

    private MetricsCsv() {}

    static String of(List<ArmResult> arms) {
        List<Curve> curves = Curve.of(arms);
        StringBuilder out = new StringBuilder("arm,seed,epoch");
        curves.forEach(curve -> out.append(',').append(curve.column()));
        out.append(",seconds").append(END);
        for (ArmResult arm : arms) {
            for (RunResult run : arm.runs()) {
                run.epochs().forEach(epoch -> out.append(row(arm.label(), run, epoch, curves)));
            }
        }
        return out.toString();
    }

    private static String row(String arm, RunResult run, Epoch epoch, List<Curve> curves) {
        StringJoiner out = new StringJoiner(",", "", END)
                .add(quote(arm))
                .add(Long.toString(run.config().seed()))
                .add(Integer.toString(epoch.result().epoch()));
        curves.forEach(curve -> out.add(Double.toString(curve.of(epoch))));
        return out.add(Double.toString(epoch.result().seconds())).toString();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}

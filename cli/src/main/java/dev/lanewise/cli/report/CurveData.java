package dev.lanewise.cli.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.result.ArmResult;
import java.util.List;

/** The curves' points for the page's script. */
final class CurveData {
    private CurveData() {}

    /** JSON that is safe inside a script element. Arms with fewer epochs than others end in nulls. */
    static String json(List<ArmResult> arms) {
        int epochs = arms.stream()
                .mapToInt(arm -> Curve.TRAIN_LOSS.points(arm).mean().length)
                .max()
                .orElse(0);
        JsonStringWriter out = JsonWriter.string().object().array("epochs");
        for (int epoch = 1; epoch <= epochs; epoch++) {
            out.value(epoch);
        }
        out.end().array("arms");
        for (ArmResult arm : arms) {
            out.object()
                    .value("label", arm.label())
                    .value("seeds", arm.runs().size())
                    .array("curves");
            for (Curve curve : Curve.of(arms)) {
                Curve.Points points = curve.points(arm);
                out.array();
                column(out, points.mean(), epochs);
                column(out, points.low(), epochs);
                column(out, points.high(), epochs);
                out.end();
            }
            out.end().end();
        }
        return out.end().end().done().replace("<", "\\u003c");
    }

    private static void column(JsonStringWriter out, double[] values, int length) {
        out.array();
        for (int i = 0; i < length; i++) {
            if (i < values.length && Double.isFinite(values[i])) {
                out.value(values[i]);
            } else {
                out.nul();
            }
        }
        out.end();
    }
}

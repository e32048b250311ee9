package dev.lanewise.cli.compare;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.Machine;
import dev.lanewise.cli.compare.Comparison.Job;
import dev.lanewise.cli.compare.Comparison.Missing;
import dev.lanewise.cli.result.ArmPair;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Interaction;
import dev.lanewise.cli.result.Measure;
import dev.lanewise.cli.result.PairedTest;
import dev.lanewise.cli.result.Spread;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.view.Terminal;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shows a comparison as JSON, one event a line: start, each run, end. */
public final class CompareJson implements CompareView {
    private final Terminal terminal;

    /** On this terminal. */
    public CompareJson(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(List<Job> jobs) {
        JsonObject out = Json.event("start");
        out.put("version", Machine.version());
        JsonArray runs = new JsonArray();
        for (Job job : jobs) {
            JsonObject run = new JsonObject();
            run.put("arm", job.arm().label());
            run.put("configuration", Json.of(job.config()));
            runs.add(run);
        }
        out.put("runs", runs);
        out.put("machine", Machine.json());
        terminal.line(Json.line(out));
    }

    @Override
    public void progress(int epochsDone, int epochs) {
        // Results only: the runs follow as they finish.
    }

    @Override
    public void finished(Job job, RunResult result) {
        JsonObject out = Json.event("run");
        put(out, job);
        Json.put(out, result);
        terminal.line(Json.line(out));
    }

    private static void put(JsonObject out, Job job) {
        out.put("arm", job.arm().label());
        out.put("seed", job.config().seed());
    }

    @Override
    public void failed(Missing run) {
        JsonObject out = Json.event("run_failed");
        put(out, run);
        terminal.line(Json.line(out));
    }

    private static void put(JsonObject out, Missing run) {
        put(out, run.job());
        out.put("why", run.why());
    }

    @Override
    public void end(List<ArmResult> arms, List<Missing> missing) {
        JsonObject out = Json.event("end");
        out.put("test", PairedTest.NAME);
        JsonArray all = new JsonArray();
        arms.forEach(arm -> all.add(arm(arm, arms.getFirst())));
        out.put("arms", all);
        out.put("correction", "Holm");
        out.put("pairs", pairs(arms));
        out.put("interactions", interactions(arms));
        JsonArray absent = new JsonArray();
        for (Missing each : missing) {
            JsonObject run = new JsonObject();
            put(run, each);
            absent.add(run);
        }
        out.put("missing", absent);
        terminal.line(Json.line(out));
    }

    private static JsonObject arm(ArmResult arm, ArmResult first) {
        JsonObject out = new JsonObject();
        out.put("arm", arm.label());
        out.put("seeds", arm.runs().size());
        put(out, "inference_train_loss", arm, first, run -> run.train().loss());
        put(out, "test_loss", arm, first, run -> run.test().loss());
        if (arm.predictsValues()) {
            return out;
        }
        put(out, "inference_train_accuracy", arm, first, run -> run.train().accuracy());
        put(out, "test_accuracy", arm, first, run -> run.test().accuracy());
        put(out, "accuracy_gap", arm, first, RunResult::accuracyGap);
        return out;
    }

    private static void put(
            JsonObject out, String name, ArmResult arm, ArmResult first, ToDoubleFunction<RunResult> figure) {
        Spread spread = arm.spread(figure);
        JsonObject one = new JsonObject();
        one.put("mean", spread.mean());
        if (spread.count() > 1) {
            one.put("standard_deviation", spread.deviation());
        }
        if (arm != first) {
            PairedTest test = PairedTest.of(first, arm, figure);
            one.put("difference", test.difference());
            one.put("p", test.p());
        }
        out.put(name, one);
    }

    private static JsonArray pairs(List<ArmResult> arms) {
        Measure measure = Measure.of(arms);
        List<ArmPair> tests = ArmPair.all(arms, measure::test);
        List<ArmPair> gaps = ArmPair.all(arms, measure::gap);
        JsonArray out = new JsonArray();
        for (int i = 0; i < tests.size(); i++) {
            JsonObject pair = new JsonObject();
            pair.put("arm", arms.get(tests.get(i).second()).label());
            pair.put("against", arms.get(tests.get(i).first()).label());
            pair.put("test_" + measure.title(), test(tests.get(i)));
            pair.put(measure.title() + "_gap", test(gaps.get(i)));
            out.add(pair);
        }
        return out;
    }

    private static JsonObject test(ArmPair pair) {
        JsonObject out = new JsonObject();
        out.put("difference", pair.test().difference());
        out.put("p", pair.test().p());
        out.put("corrected_p", pair.corrected().p());
        return out;
    }

    private static JsonArray interactions(List<ArmResult> arms) {
        JsonArray out = new JsonArray();
        for (Interaction each : Interaction.among(arms)) {
            JsonObject one = new JsonObject();
            one.put("of", new JsonArray(List.of(each.one(), each.other())));
            one.put("over", each.neither().label());
            one.put("figure", "test_" + Measure.of(arms).title());
            one.put("alone", new JsonArray(List.of(each.withOne(), each.withOther())));
            one.put("together", each.withBoth());
            one.put("interaction", each.test().difference());
            one.put("low", each.low());
            one.put("high", each.high());
            one.put("p", each.test().p());
            out.add(one);
        }
        return out;
    }
}

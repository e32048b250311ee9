package dev.lanewise.cli.report;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.diagnose.Diagnosis;
import dev.lanewise.cli.report.Report.Finding;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Examiner;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.predict.Evaluator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a report of saved runs. */
public final class ReportBuilder {
    private final RunData data;
    private final Evaluator evaluator;

    /** Networks will be examined on the test set of this. */
    public ReportBuilder(RunData data, Evaluator evaluator) {
        this.data = data;
        this.evaluator = evaluator;
    }

    /**
     * A report of these arms.
     *
     * @param runs of each arm, by its label
     * @param command what repeats them
     */
    public Report build(Map<String, List<SavedRun>> runs, String command) {
        List<ArmResult> arms = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        runs.forEach((label, saved) -> {
            RunResult first = saved.getFirst().result();
            long seed = first.config().seed();
            arms.add(new ArmResult(
                    label,
                    saved.stream().map(SavedRun::result).toList(),
                    Examiner.examine(seed, first.net(), data.test(), data.classNames(), evaluator)));
            Diagnosis diagnosis = Diagnosis.of(first);
            findings.add(new Finding(label + ", seed " + seed, diagnosis.sentences(), diagnosis.nextCommand()));
        });
        String title = arms.size() == 1
                ? "Lanewise: " + arms.getFirst().label()
                : "Lanewise: " + arms.size() + " arms compared";
        List<JsonObject> all =
                runs.values().stream().flatMap(List::stream).map(SavedRun::json).toList();
        Map<String, String> commands = new LinkedHashMap<>();
        runs.forEach(
                (label, saved) -> commands.put(label, saved.getFirst().json().getString("command", "")));
        return new Report(title, arms, trainSample(all), findings, Facts.of(all), command, commands);
    }

    private static String trainSample(List<JsonObject> runs) {
        return runs.stream()
                .map(run -> run.getObject("data", new JsonObject()))
                .filter(data -> data.has("train_sample"))
                .map(ReportBuilder::trainSample)
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String trainSample(JsonObject data) {
        int sample = data.getInt("train_sample");
        SampleCount all = SampleCount.of(data.getObject("train"));
        return sample == all.count()
                ? String.format(Locale.ROOT, "all %,d training %s", all.count(), all.name())
                : String.format(Locale.ROOT, "%,d of the %,d training %s", sample, all.count(), all.name());
    }
}

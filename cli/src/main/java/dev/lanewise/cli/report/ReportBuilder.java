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
        SavedRun any = runs.values().iterator().next().getFirst();
        return new Report(title, arms, trainSample(runs), findings, Facts.of(any.json()), command);
    }

    private static String trainSample(Map<String, List<SavedRun>> runs) {
        return runs.values().stream()
                .flatMap(List::stream)
                .map(run -> run.json().getObject("data", new JsonObject()))
                .filter(data -> data.has("train_sample"))
                .map(ReportBuilder::trainSample)
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String trainSample(JsonObject data) {
        int sample = data.getInt("train_sample");
        int all = data.getObject("train").getInt("images");
        return sample == all
                ? String.format(Locale.ROOT, "all %,d training images", all)
                : String.format(Locale.ROOT, "%,d of the %,d training images", sample, all);
    }
}

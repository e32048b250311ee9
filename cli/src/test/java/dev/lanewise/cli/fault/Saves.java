package dev.lanewise.cli.fault;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.report.ReportWriter;
import dev.lanewise.cli.run.DataSource;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.run.TrainingSession;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.Resumed;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.RunRecorder;
import dev.lanewise.cli.runfile.SavedRun;
import dev.lanewise.cli.runfile.WholeFiles;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.RecordedRun;
import dev.lanewise.cli.session.RecordedRun.Keeping;
import dev.lanewise.cli.view.RunView;
import dev.lanewise.cli.view.Terminal;
import dev.lanewise.data.fetch.DataFinder;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.train.CheckpointInterval;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs on small data, kept in folders of any file system, as the command line keeps them. */
final class Saves {
    private static final Kernels KERNELS = KernelChoice.choose("reference");

    private final RunData data;

    Saves(Path folder) {
        data = DataSource.of(config(1, 1), new DataFinder().load(folder));
    }

    static RunConfig config(int seed, int epochs) {
        return RunConfig.of(Map.of(
                "hidden", "3", "threads", "1", "seed", Integer.toString(seed), "epochs", Integer.toString(epochs)));
    }

    /** Trains with {@code --out} and {@code --overwrite}, or goes on from what is in the folder. */
    void train(Path path, RunConfig config, boolean goesOn) {
        Optional<Resumed> resumed = goesOn ? Optional.of(Resumed.from(path)) : Optional.empty();
        try (OutputFolder folder = goesOn ? OutputFolder.goOn(path) : OutputFolder.open(path, true)) {
            List<Epoch> earlier = resumed.map(Resumed::epochs).orElse(List.of());
            TrainingSession session = new TrainingSession(config, data, KERNELS, List.of(), earlier);
            new RecordedRun(
                            new Invocation(silent(), new Interruption(), new Timings()),
                            session,
                            new RunStart(config, data, KERNELS, 1, List.of()),
                            new NoView(),
                            folder,
                            new Keeping(CheckpointInterval.parse("3steps"), Optional.empty()))
                    .run(resumed.map(Resumed::checkpoint));
        }
    }

    private static Terminal silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(OutputStream.nullOutputStream(), nowhere, false, false, true, false, OptionalInt::empty);
    }

    /** What a reader sees of a run: the checksum of its weights, computed from them if the run has no results. */
    String weights(Path folder) {
        return load(folder).result().weightsSha256();
    }

    private SavedRun load(Path folder) {
        return SavedRun.load(
                folder,
                remark -> {},
                (status, config, net, epochs) -> RunResult.of(config, net, epochs, data, new Evaluator(KERNELS, 1)));
    }

    /** Writes the results of one run over those of another. */
    void record(Path from, Path to) {
        SavedRun run = load(from);
        RunStart start = new RunStart(run.result().config(), data, KERNELS, 1, List.of());
        new RunRecorder(new RunFolder(to), start).finish(run.result(), List.of(), Map.of(Phase.TRAINING, 1.0));
    }

    void report(Path run, Path to) {
        ReportWriter.write(List.of(load(run)), data, to);
    }

    /** Saves the report that is in a folder; to draw it each time would take long. */
    static void reportAgain(Path from, Path to) {
        List<String> names = List.of(RunFolder.REPORT, RunFolder.CURVES_SVG, RunFolder.CURVES_PNG, RunFolder.METRICS);
        WholeFiles.write(to, names, staging -> {
            for (String each : names) {
                Files.write(staging.resolve(each), Files.readAllBytes(from.resolve(each)));
            }
        });
    }

    /** How many epochs are left to do. */
    int left(Path folder, int epochs) {
        return Files.exists(folder.resolve(RunFolder.CHECKPOINT))
                ? epochs - Resumed.from(folder).epochs().size()
                : 0;
    }

    private static final class NoView implements RunView {
        @Override
        public void begin(RunStart start) {}

        @Override
        public void end(RunResult result) {}

        @Override
        public void timings(Map<Phase, Double> seconds) {}
    }
}

package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.option.ModelOptions;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.result.Doubt;
import dev.lanewise.cli.result.NoisyPrediction;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Noise;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.view.DoubtView;
import dev.lanewise.cli.view.EvaluationView;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.fetch.LoadedData;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.NoisyInference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how well a trained network does. */
@Command(name = "evaluate", description = "Evaluates a trained network: loss, accuracy, and what it mixes up.")
public final class EvaluateCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Folder with the four IDX files, or a table. Default: where the network's training images came from if --data"
                            + " was given then, else Fashion-MNIST")
    private Path data;

    @Option(
            names = "--train",
            description = "Evaluate on the images it was trained on instead of the test images: without those held out"
                    + " or beyond --limit.")
    private boolean train;

    @Option(
            names = "--noise",
            paramLabel = "N",
            description = "Predict N times with the noise of training, as dropout is, too: whether the network doubts"
                    + " where it is wrong, and what its probabilities are worth. For images.")
    private Integer noise;

    @Mixin
    private OutputOptions output;

    /** For this call of the command line. */
    public EvaluateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        if (noise != null) {
            Noise.check(noise);
        }
        LoadedModel loaded = LoadedModel.from(model.path(), model.layout());
        if (noise != null && loaded.schema().isPresent()) {
            throw CliException.usage("--noise is for images; leave it out for tables");
        }
        if (loaded.schema().isPresent()) {
            evaluateRows(loaded);
            return ExitCode.OK.code();
        }
        if (data != null && CsvFile.isOne(data)) {
            throw new CliException(
                    ExitCode.MODEL,
                    "model file " + loaded.file()
                            + " does not say which column of a table it predicts; give one that was"
                            + " trained with --target, or ask for its answers with 'predict'");
        }
        loaded.requireImages();
        LoadedData source =
                new Resources(invocation).data(Optional.ofNullable(data).or(loaded::data));
        loaded.caveat().ifPresent(invocation.terminal()::note);
        LabelledImages found = train ? loaded.trainedOn(source) : source.data().test();
        check(loaded, found);
        LabelledImages images = loaded.relabelled(found);
        Evaluation evaluation = loaded.predictor().evaluate(images);
        if (!Double.isFinite(evaluation.loss())) {
            throw loaded.overflow("the loss on the " + (train ? "training" : "test") + " images");
        }
        show(loaded, images, source.origin(), evaluation);
        if (noise != null) {
            doubt(loaded, images);
        }
        return ExitCode.OK.code();
    }

    private void doubt(LoadedModel loaded, LabelledImages images) {
        NoisyInference noisy = Noise.of(new Resources(invocation), loaded);
        float[] clean = Resources.evaluator().probabilities(loaded.net(), images);
        Doubt doubt = Doubt.of(images, loaded.net().classes(), clean, NoisyPrediction.of(noisy, images, noise));
        DoubtView view = new DoubtView(invocation.terminal());
        if (output.json()) {
            view.json(doubt);
        } else {
            view.text(doubt);
        }
    }

    /** A network that was trained on a table: on its test rows, or on all rows of another file. */
    private void evaluateRows(LoadedModel loaded) {
        Path file = Optional.ofNullable(data)
                .or(loaded::data)
                .orElseThrow(() -> CliException.usage("--data is missing: give a table"));
        loaded.caveat().ifPresent(invocation.terminal()::note);
        if (loaded.lossIsInOwnUnits()) {
            invocation
                    .terminal()
                    .note(loaded.file()
                            + " no longer knows how its targets were standardised, so its loss is in their own units;"
                            + " evaluate the folder of its run for the loss that training gave");
        }
        Samples rows = loaded.rowsOf(file, train);
        Evaluation evaluation = loaded.predictor().evaluate(rows);
        if (!Double.isFinite(evaluation.loss())) {
            throw loaded.overflow("the loss on these rows");
        }
        show(loaded, rows, file.toString(), evaluation);
    }

    private void show(LoadedModel loaded, Samples samples, String origin, Evaluation evaluation) {
        EvaluationView view = new EvaluationView(invocation.terminal(), loaded, samples, origin, train);
        if (output.json()) {
            view.json(evaluation);
        } else {
            view.text(evaluation);
        }
    }

    private static void check(LoadedModel model, LabelledImages images) {
        if (images.features() != model.net().features()
                || images.classes() > model.net().classes()) {
            throw new CliException(
                    ExitCode.DATA,
                    "model file " + model.file() + " takes images of " + model.rows() + " x " + model.columns()
                            + " pixels and tells " + model.net().classes() + " classes apart, but these are "
                            + images.rows()
                            + " x " + images.columns() + " with " + images.classes()
                            + " classes; give the data it was trained for with --data");
        }
    }
}

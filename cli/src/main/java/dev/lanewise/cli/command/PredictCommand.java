package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.image.Pictures;
import dev.lanewise.cli.option.ModelOptions;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.PredictionView;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description = {
            "Says what is in pictures.",
            "Pictures of another size than the network's are prepared as the authors of Fashion-MNIST prepared theirs: made"
                    + " gray, turned bright on black if the background is light, trimmed, scaled and centered.",
        })
public final class PredictCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelOptions model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "PNG, JPEG or IDX files, of which .gz too.")
    private List<Path> files;

    @Mixin
    private OutputOptions output;

    /** For this call of the command line. */
    public PredictCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        LoadedModel loaded = LoadedModel.from(model.path(), model.layout());
        Pictures pictures = new Pictures(loaded.rows(), loaded.columns(), loaded.classNames());
        List<LabelledImages> images = new ArrayList<>();
        for (Path each : files) { // all are read before anything is said, so that a bad one leaves no half an answer
            images.add(pictures.read(each));
        }
        Evaluator evaluator = new Evaluator(KernelChoice.choose("auto"), 1);
        PredictionView view = new PredictionView(invocation.terminal(), loaded.classNames(), output.json());
        for (int i = 0; i < files.size(); i++) {
            view.show(files.get(i), evaluator.probabilities(loaded.net(), images.get(i)));
        }
        return ExitCode.OK.code();
    }
}

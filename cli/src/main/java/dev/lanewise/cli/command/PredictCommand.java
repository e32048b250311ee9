package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.image.Picture;
import dev.lanewise.cli.image.Pictures;
import dev.lanewise.cli.option.ModelOptions;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.result.NoisyPrediction;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Noise;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.cli.view.FailureView;
import dev.lanewise.cli.view.PredictionView;
import dev.lanewise.cli.view.TablePredictionView;
import dev.lanewise.data.DataException;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.NoisyInference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description = {
            "Says what is in pictures, or what is to be expected of rows of a table.",
            "A picture of the network's own size is taken as it is. Any other is prepared as the authors of Fashion-MNIST"
                    + " prepared theirs: made gray, cut out of its background, turned to be as bright or dark as the"
                    + " training images, scaled and centered. The background should be plain; you are told when it is not.",
            "A picture that cannot be read costs a sentence, and the others are answered; the exit code is that of the first"
                    + " that could not. Of tables, all are answered or none.",
        })
public final class PredictCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ModelOptions model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "PNG, JPEG, TIFF, GIF, BMP or IDX files; IDX also as .gz. For a network of a table, CSV or TSV"
                            + " files, whose rows are answered by a CSV table.")
    private List<Path> files;

    @Option(
            names = "--noise",
            paramLabel = "N",
            description = "Predict N times with the noise of training, as dropout is, and say the mean and the spread"
                    + " (standard deviation): how much the network doubts. For pictures.")
    private Integer noise;

    @Mixin
    private OutputOptions output;

    /** For this call of the command line. */
    public PredictCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        if (noise != null) {
            Noise.check(noise);
        }
        LoadedModel loaded = LoadedModel.from(model.path(), model.layout());
        if (noise != null && (loaded.schema().isPresent() || files.stream().allMatch(CsvFile::isOne))) {
            throw CliException.usage("--noise is for pictures; leave it out for tables");
        }
        if (loaded.schema().isPresent()) {
            TableSchema schema = loaded.schema().get();
            List<CsvTable> tables = files.stream()
                    .map(each -> CsvFile.read(each, schema.header()))
                    .toList();
            predictRows(loaded, tables, tables.stream().map(each -> schema).toList());
            return ExitCode.OK.code();
        }
        if (files.stream().allMatch(CsvFile::isOne)) {
            List<CsvTable> tables = files.stream().map(CsvFile::readNumbers).toList();
            predictRows(loaded, tables, tables.stream().map(loaded::schemaOf).toList());
            return ExitCode.OK.code();
        }
        loaded.requireImages();
        return predictPictures(loaded).code();
    }

    /**
     * One file after the other, so that no more than one is in memory. What cannot be read is said, and does not keep the others
     * from being answered.
     *
     * @return that of the first file that could not be read
     */
    private ExitCode predictPictures(LoadedModel loaded) {
        Pictures pictures = new Pictures(loaded.rows(), loaded.columns(), loaded.polarity(), loaded.classNames());
        loaded.caveat().ifPresent(invocation.terminal()::note);
        Predictor predictor = loaded.predictor();
        PredictionView view = new PredictionView(invocation.terminal(), loaded.classNames(), output.json());
        Optional<NoisyInference> noisy =
                Optional.ofNullable(noise).map(passes -> Noise.of(new Resources(invocation), loaded));
        ExitCode code = ExitCode.OK;
        for (Path each : files) {
            Picture picture;
            try {
                picture = pictures.read(each);
            } catch (CliException | DataException e) {
                ExitCode fault = FailureView.show(invocation.terminal(), e, output.json(), output.debug());
                code = code == ExitCode.OK ? fault : code;
                continue;
            }
            if (noisy.isPresent()) {
                NoisyPrediction doubtful = NoisyPrediction.of(noisy.get(), picture.images(), noise);
                requireFinite(doubtful.mean(), loaded, each);
                view.show(each, picture, doubtful.mean(), doubtful.spread());
                continue;
            }
            float[] probabilities =
                    new float[Math.multiplyExact(picture.images().size(), predictor.outputs())];
            predictor.predict(picture.images().pixels(), probabilities);
            requireFinite(probabilities, loaded, each);
            view.show(each, picture, probabilities);
        }
        return code;
    }

    /** @param schemas one for each table */
    private void predictRows(LoadedModel loaded, List<CsvTable> tables, List<TableSchema> schemas) {
        List<float[]> rows = IntStream.range(0, tables.size())
                .mapToObj(i -> schemas.get(i).rows(tables.get(i)))
                .toList();
        loaded.caveat().ifPresent(invocation.terminal()::note);
        Predictor predictor = loaded.predictor();
        TablePredictionView view = new TablePredictionView(invocation.terminal(), schemas.getFirst(), output.json());
        List<float[]> answers = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            float[] predictions =
                    new float[Math.multiplyExact(tables.get(i).rows().size(), predictor.outputs())];
            predictor.predict(rows.get(i), predictions);
            requireFinite(predictions, loaded, tables.get(i));
            answers.add(predictions);
        }
        view.header();
        for (int i = 0; i < tables.size(); i++) {
            view.show(tables.get(i), answers.get(i));
        }
    }

    private static void requireFinite(float[] predictions, LoadedModel model, CsvTable table) {
        LoadedModel.firstNotFinite(predictions).ifPresent(at -> {
            throw model.overflow(table, at / model.net().classes());
        });
    }

    private static void requireFinite(float[] probabilities, LoadedModel model, Path file) {
        if (LoadedModel.firstNotFinite(probabilities).isPresent()) {
            throw model.overflow("the probability of a class in " + file);
        }
    }
}

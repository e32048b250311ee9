package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.image.Picture;
import dev.lanewise.cli.image.Pictures;
import dev.lanewise.cli.option.ModelOptions;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.cli.view.PredictionView;
import dev.lanewise.cli.view.TablePredictionView;
import dev.lanewise.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description = {
            "Says what is in pictures, or what is to be expected of rows of a table.",
            "A picture of the network's own size is taken as it is. Any other is prepared as the authors of Fashion-MNIST"
                    + " prepared theirs: made gray, cut out of its background, turned to be as bright or dark as the"
                    + " training images, scaled and centered. The background should be plain; you are told when it is not.",
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
        Pictures pictures = new Pictures(loaded.rows(), loaded.columns(), loaded.polarity(), loaded.classNames());
        List<Picture> read = new ArrayList<>();
        for (Path each : files) { // all are read before anything is said, so that a bad one leaves no half an answer
            read.add(pictures.read(each));
        }
        loaded.caveat().ifPresent(invocation.terminal()::note);
        Predictor predictor = loaded.predictor();
        PredictionView view = new PredictionView(invocation.terminal(), loaded.classNames(), output.json());
        for (int i = 0; i < files.size(); i++) {
            Picture each = read.get(i);
            float[] probabilities = new float[Math.multiplyExact(each.images().size(), predictor.outputs())];
            predictor.predict(each.images().pixels(), probabilities);
            requireFinite(probabilities, loaded, files.get(i));
            view.show(files.get(i), each, probabilities);
        }
        return ExitCode.OK.code();
    }

    /** @param schemas one for each table */
    private void predictRows(LoadedModel loaded, List<CsvTable> tables, List<TableSchema> schemas) {
        List<float[]> rows = IntStream.range(0, tables.size())
                .mapToObj(i -> schemas.get(i).rows(tables.get(i)))
                .toList();
        loaded.caveat().ifPresent(invocation.terminal()::note);
        Predictor predictor = loaded.predictor();
        TablePredictionView view = new TablePredictionView(invocation.terminal(), schemas.getFirst(), output.json());
        view.header();
        for (int i = 0; i < tables.size(); i++) {
            float[] predictions =
                    new float[Math.multiplyExact(tables.get(i).rows().size(), predictor.outputs())];
            predictor.predict(rows.get(i), predictions);
            requireFinite(predictions, loaded, files.get(i));
            view.show(tables.get(i), predictions);
        }
    }

    private static void requireFinite(float[] probabilities, LoadedModel model, Path file) {
        for (float each : probabilities) {
            if (!Float.isFinite(each)) {
                throw model.overflow("the probability of a class in " + file);
            }
        }
    }
}

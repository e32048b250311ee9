package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.run.DataSource;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.TableSource;
import dev.lanewise.cli.table.Column;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Polarity;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Standardization;
import dev.lanewise.data.Target;
import dev.lanewise.data.fetch.LoadedData;
import dev.lanewise.model.Layout;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Predictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A network from a file, and what is known of it.
 *
 * @param file where it is from
 * @param run what the file says about the run that made it; empty if another program wrote it
 * @param classNames by index
 * @param rows the height of the images it takes
 * @param columns their width
 */
public record LoadedModel(Path file, Sequential net, JsonObject run, List<String> classNames, int rows, int columns) {
    /**
     * Reads a model file, or that of a run's folder.
     *
     * @param layout which way round it has its weights; null to find it by their shapes
     * @throws dev.lanewise.model.ModelFileException if it cannot be read
     */
    public static LoadedModel from(Path given, Layout layout) {
        Path file = RunFolder.network(given);
        ModelFile.Model model = ModelFile.load(file, layout);
        Sequential net = model.net();
        JsonObject run = Notes.read(file, model.metadata());
        JsonObject data = run.getObject("data", new JsonObject());
        JsonObject size = data.getObject("train", new JsonObject());
        int side = (int) Math.round(Math.sqrt(net.features()));
        int rows = size.getInt("rows", side);
        int columns = size.getInt("columns", side);
        boolean table = data.has("table");
        List<String> names = data.has("classes")
                ? data.getArray("classes").stream().map(String::valueOf).toList()
                : List.of();
        boolean fits = names.size() == net.classes();
        return new LoadedModel(
                file,
                net,
                run,
                fits ? names : numbers(net.classes()),
                table ? 1 : rows,
                table ? net.features() : columns);
    }

    /** What answers with this network. */
    public Predictor predictor() {
        return Predictor.of(net);
    }

    /**
     * Makes sure that it takes images.
     *
     * @throws CliException if it does not
     */
    public void requireImages() {
        whyNoImages().ifPresent(why -> {
            throw new CliException(ExitCode.MODEL, "model file " + file + why);
        });
    }

    private Optional<String> whyNoImages() {
        if (net.classes() < 2) {
            return Optional.of(" has one output, which tells no classes apart; give a network of two or more");
        }
        if (net.loss().predicts() != Predicts.CLASSES) {
            return Optional.of(" does not tell classes apart; give a table as CSV");
        }
        if (net.inputStandardization().isPresent()) {
            return Optional.of(" standardises each of its " + net.features()
                    + " inputs, which are columns of a table and no pixels; give a table as CSV");
        }
        if ((long) rows * columns != net.features()) {
            return Optional.of(" takes " + net.features()
                    + " inputs, which make no image; give a table as CSV, or a network that was trained on images");
        }
        return Optional.empty();
    }

    /** The folder that its data came from, if one was given. */
    public Optional<Path> data() {
        return Optional.ofNullable(
                        run.getObject("configuration", new JsonObject()).getString("data"))
                .map(Path::of);
    }

    /** What the columns of its table are; empty if it was trained on images. */
    public Optional<TableSchema> schema() {
        JsonObject data = run.getObject("data", new JsonObject());
        return data.has("table")
                ? Optional.of(SchemaJson.read(
                        data.getObject("table"), SchemaJson.strings(data.getArray("classes", new JsonArray()))))
                : Optional.empty();
    }

    /** Whether its loss is of values in their own units; training standardises them, and ONNX does not say so. */
    public boolean lossIsInOwnUnits() {
        return net.loss().predicts() == Predicts.VALUES
                && net.targetStandardization().isEmpty();
    }

    /**
     * What the columns of a table are if the file does not say, as another program wrote it: the network's inputs, in this order.
     *
     * @throws CliException if they are not as many
     */
    public TableSchema schemaOf(CsvTable csv) {
        if (csv.names().size() != net.features()) {
            throw new CliException(
                    ExitCode.DATA,
                    csv.file() + " has " + csv.names().size() + " columns, but model file " + file + " takes "
                            + net.features() + "; give a table of its inputs alone, in their order");
        }
        boolean classes = net.classes() > 1 && net.loss().predicts() == Predicts.CLASSES;
        return new TableSchema(
                csv.names().stream().map(each -> new Column(each, List.of(), 0)).toList(),
                classes ? Target.CLASS : Target.VALUES,
                classes ? List.of() : classNames,
                classes ? classNames : List.of(),
                true,
                false);
    }

    /**
     * Rows of a table with their targets: of the file that it was trained on those that were held out, or those trained on; all
     * rows of any other.
     *
     * @throws dev.lanewise.data.DataException if it is no such table
     * @throws CliException if rows trained on are wanted of another file
     */
    public Samples rowsOf(Path file, boolean train) {
        if (Notes.dataSha256(run).contains(TableSource.sha256(file))) {
            Map<String, String> options = Json.options(run.getObject("configuration"));
            options.put("data", file.toString());
            RunData data = TableSource.of(RunConfig.of(options));
            return train ? data.train() : data.test();
        }
        if (train) {
            throw CliException.usage(
                    "--train: none of the rows in " + file + " is known to be trained on, as it is not the"
                            + " file that " + this.file + " was trained on; leave --train out to evaluate all of them");
        }
        TableSchema schema = schema().orElseThrow();
        return schema.table(CsvFile.read(file, schema.header()));
    }

    /** The training images of this data, or those that the network was trained on if it is the data of its run. */
    public LabelledImages trainedOn(LoadedData source) {
        return Notes.dataSha256(run).equals(source.sha256())
                ? (LabelledImages) DataSource.of(RunConfig.of(Json.options(run.getObject("configuration"))), source)
                        .train()
                : source.data().train();
    }

    /**
     * Images with labels that are indices of this network's classes, found by what they are called; by their numbers, as in IDX
     * files, also where the network knows names.
     *
     * @throws CliException if the network does not know one of the classes
     */
    public LabelledImages relabelled(LabelledImages images) {
        if (images.classNames().equals(classNames)) {
            return images;
        }
        byte[] labels = new byte[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) classOf(images.classNames().get(images.label(i)));
        }
        List<String> names = classNames.subList(0, Math.min(classNames.size(), LabelledImages.MOST_CLASSES));
        return new LabelledImages(images.pixels(), labels, images.rows(), images.columns(), names);
    }

    private int classOf(String name) {
        boolean byNumber = name.matches("\\d{1,3}") && !classNames.stream().allMatch(each -> each.matches("\\d+"));
        int index = byNumber ? Integer.parseInt(name) : classNames.indexOf(name);
        if (index < 0 || index >= classNames.size()) {
            throw new CliException(
                    ExitCode.DATA,
                    "model file " + file + " tells " + classNames.size() + " classes apart, from "
                            + classNames.getFirst()
                            + " to " + classNames.getLast() + ", but an image is of class " + name
                            + "; give the data it was trained for with --data");
        }
        return index;
    }

    /** The polarity of its training images; empty if the file does not tell. */
    public Optional<Polarity> polarity() {
        return Polarity.parse(run.getObject("data", new JsonObject()).getString("polarity"));
    }

    /** What must be known of the network where its run did not come to its end. */
    public Optional<String> caveat() {
        String status = run.getString("status", SavedRun.FINISHED);
        if (status.equals(SavedRun.FINISHED)) {
            return Optional.empty();
        }
        int done = RunRecorder.epochs(run).size();
        int asked = run.getObject("configuration").getInt("epochs");
        int steps = run.getInt(Notes.STEPS, 0);
        return Optional.of(file + " is of a run that did not end by itself (" + status + "); it is as after epoch "
                + done + " of " + asked
                + (steps == 0 ? "" : " and " + steps + (steps == 1 ? " step more" : " steps more")));
    }

    /**
     * The words for a figure that is not finite although all weights are.
     *
     * @param figure as in "the loss on the test images"
     */
    public CliException overflow(String figure) {
        return new CliException(
                ExitCode.DIVERGED,
                figure + " is not a finite number, so large are the weights in " + file
                        + ": its training diverged; train it again with a lower --learning-rate");
    }

    /** The words for a row of a table whose prediction is not finite: its values are too large, unless any row's would be. */
    public CliException overflow(CsvTable table, int row) {
        String where = "line " + table.lines().get(row) + " of " + table.file();
        float[] usual = net.inputStandardization().map(Standardization::mean).orElse(new float[net.features()]);
        float[] prediction = new float[net.classes()];
        predictor().predict(usual, prediction);
        if (firstNotFinite(prediction).isPresent()) {
            return overflow("the prediction for " + where);
        }
        return new CliException(
                ExitCode.DATA,
                "the prediction for " + where
                        + " is not a finite number, as a value there is too far from those that the network was trained on;"
                        + " correct it, or leave the row out");
    }

    /** Where the first number is that is not finite; empty if there is none. */
    public static OptionalInt firstNotFinite(float[] numbers) {
        return IntStream.range(0, numbers.length)
                .filter(i -> !Float.isFinite(numbers[i]))
                .findFirst();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}

package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.data.Target;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.registry.Typed;
import dev.lanewise.train.Averaging;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Trainer;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that describes a training run, with defaults filled in: the same description and data give the same weights. Its text
 * form is a map from option names (without dashes) to values, which is also what configuration files hold and what the arms of
 * a comparison change.
 *
 * @param hidden units of each hidden layer
 * @param activation of each hidden layer
 * @param layerNorm whether each hidden layer is normalised
 * @param loss empty for what goes with the data
 * @param validation fraction of the training set held out for validation, 0…1
 * @param randomLabels fraction of the training images whose label is random, 0…1
 * @param classWeights what a class counts: {@code balanced}, or a number for each; empty for all alike
 * @param earlyStopping when training ends for want of a gain on those held out
 * @param average what the run is evaluated and ends with, if not the weights themselves
 * @param recordActivations whether the variance of hidden activations is measured after each epoch
 * @param limit how many training images to use, 0 for all
 * @param data where the data set is, or empty to find or fetch Fashion-MNIST
 * @param targets the columns of a table to predict
 * @param noHeader whether the first line of a table is a row
 * @param missing what becomes of missing values of a table
 * @param threads 0 for as many as are worth it
 * @param plugins folders or jars with plug-ins, beside the usual folder
 */
public record RunConfig(
        List<Integer> hidden,
        String activation,
        boolean layerNorm,
        String loss,
        int epochs,
        int batchSize,
        float learningRate,
        OptimizerKind optimizer,
        float momentum,
        String init,
        String schedule,
        long seed,
        RegularizerSpecs regularizers,
        String classWeights,
        double validation,
        double randomLabels,
        Optional<EarlyStopping> earlyStopping,
        Optional<Averaging> average,
        boolean recordActivations,
        int limit,
        Optional<Path> data,
        List<String> targets,
        boolean noHeader,
        String missing,
        int threads,
        String kernels,
        List<Path> plugins,
        boolean noPlugins) {

    /** What {@code --kernels} takes, the default first. */
    public static final List<String> KERNELS = List.of("auto", "simd", "reference");

    /** What {@code --missing} takes, the default first. */
    public static final List<String> MISSING = List.of("error", "mean");

    private static final int MANY = 100_000_000;

    private static final int LONGEST_NUMBER = 10;

    /** Makes the lists unmodifiable. */
    public RunConfig {
        hidden = List.copyOf(hidden);
        targets = List.copyOf(targets);
        plugins = List.copyOf(plugins);
    }

    /**
     * Reads the text form; what is not given takes its default.
     *
     * @throws dev.lanewise.cli.base.CliException if a value is wrong
     */
    public static RunConfig of(Map<String, String> options) {
        OptionText text = new OptionText(options);
        OptimizerKind optimizer = OptimizerKind.named(text.choice("optimizer", OptimizerKind.names()));
        if (text.has("momentum") && !optimizer.takesMomentum()) {
            throw OptionText.bad(
                    "momentum",
                    text.text("momentum"),
                    "has no effect with --optimizer " + optimizer + "; use momentum or nesterov");
        }
        float validation =
                text.number("validation", -Float.MIN_VALUE, 1, "must be a fraction from 0 to below 1, such as 0.1");
        return new RunConfig(
                text.hidden("hidden"),
                Activation.word(text.parsed("activation", Activation::named)),
                text.flag("layer-norm"),
                text.has("loss") ? text.parsed("loss", Loss::parse).name() : "",
                (int) text.whole("epochs", 1, MANY),
                (int) text.whole("batch-size", 1, MANY),
                text.has("learning-rate")
                        ? text.number(
                                "learning-rate",
                                0,
                                Double.POSITIVE_INFINITY,
                                "must be a number greater than 0, such as 0.1")
                        : optimizer.defaultRate(),
                optimizer,
                text.number("momentum", -Float.MIN_VALUE, 1, "must be a number from 0 to below 1, such as 0.9"),
                text.parsed("init", Initializer::parse).toString(),
                text.parsed("schedule", Schedule::parse).toString(),
                text.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                text.parsed("regularizer", RegularizerSpecs::parse),
                ClassWeights.read(text),
                validation,
                text.number(
                        "random-labels",
                        -Float.MIN_VALUE,
                        Math.nextUp(1f),
                        "must be a fraction from 0 to 1, such as 0.2"),
                EarlyStoppingText.read(text, validation),
                text.asks("average") ? Optional.of(text.parsed("average", Averaging::parse)) : Optional.empty(),
                text.flag("record-activations"),
                text.asks("limit") ? (int) text.whole("limit", 1, MANY) : 0,
                text.has("data") ? Optional.of(path("data", text.text("data"))) : Optional.empty(),
                targets(text),
                text.flag("no-header"),
                text.choice("missing", MISSING),
                text.asks("threads") ? (int) text.whole("threads", 1, 1024) : 0,
                text.choice("kernels", KERNELS),
                text.list("plugins", File.pathSeparator).stream()
                        .map(each -> path("plugins", each))
                        .toList(),
                text.flag("no-plugins"));
    }

    /** What an option is that is not given, as it would be typed; empty if it then stands for nothing, or for what goes with others. */
    public static Optional<String> defaultOf(String option) {
        return Optional.ofNullable(OptionText.DEFAULTS.get(option));
    }

    /**
     * Puts options over others. Those of an optimizer go with it: where {@code over} chooses another one than {@code base} names, the
     * rate and the momentum of {@code base} are its own business. Without an optimizer they are for whichever is chosen.
     */
    public static Map<String, String> merge(Map<String, String> base, Map<String, String> over) {
        Map<String, String> out = new LinkedHashMap<>(base);
        if (over.containsKey("optimizer")
                && base.containsKey("optimizer")
                && !over.get("optimizer").equals(base.get("optimizer"))) {
            out.remove("learning-rate");
            out.remove("momentum");
        }
        out.putAll(over);
        return out;
    }

    private static List<String> targets(OptionText text) {
        List<String> out = text.list("target", ",");
        for (String each : out) {
            if (Collections.frequency(out, each) > 1) {
                throw OptionText.bad("target", text.text("target"), "names '" + each + "' twice; leave one out");
            }
        }
        return out;
    }

    private static Path path(String option, String text) {
        if (text.isEmpty()) {
            throw OptionText.bad(option, text, "is empty; give a path, or leave the option out");
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw OptionText.bad(option, text, "is not a path");
        }
    }

    /** The text form, complete but for options that are not set: reading it gives an equal description. */
    public Map<String, String> options() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("hidden", OptionText.hidden(hidden));
        if (!activation.equals(OptionText.DEFAULTS.get("activation"))) {
            out.put("activation", activation);
        }
        if (layerNorm) {
            out.put("layer-norm", "true");
        }
        if (!loss.isEmpty()) {
            out.put("loss", loss);
        }
        out.put("regularizer", regularizers.toString());
        out.put("epochs", Integer.toString(epochs));
        out.put("batch-size", Integer.toString(batchSize));
        out.put("optimizer", optimizer.toString());
        if (optimizer.takesMomentum()) {
            out.put("momentum", text(momentum));
        }
        out.put("learning-rate", text(learningRate));
        out.put("schedule", schedule);
        out.put("init", init);
        out.put("seed", Long.toString(seed));
        if (validation > 0) {
            out.put("validation", text((float) validation));
        }
        if (randomLabels > 0) {
            out.put("random-labels", text((float) randomLabels));
        }
        if (!classWeights.isEmpty()) {
            out.put(ClassWeights.OPTION, classWeights);
        }
        earlyStopping.ifPresent(each -> out.put(EarlyStoppingText.OPTION, EarlyStoppingText.write(each)));
        average.ifPresent(each -> out.put("average", each.toString()));
        if (recordActivations) {
            out.put("record-activations", "true");
        }
        if (limit > 0) {
            out.put("limit", Integer.toString(limit));
        }
        data.ifPresent(each -> out.put("data", each.toString()));
        if (!targets.isEmpty()) {
            out.put("target", String.join(",", targets));
            out.put("missing", missing);
        }
        if (noHeader) {
            out.put("no-header", "true");
        }
        out.put("threads", threads == 0 ? "auto" : Integer.toString(threads));
        out.put("kernels", kernels);
        if (!plugins.isEmpty()) {
            out.put("plugins", plugins.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        if (noPlugins) {
            out.put("no-plugins", "true");
        }
        return out;
    }

    /** As people write it, {@code 0.0001}, or, where that is too long, {@code 1e30}. */
    public static String text(float value) {
        String plain =
                new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString();
        return plain.length() <= LONGEST_NUMBER ? plain : Typed.number(value);
    }

    /** What its samples are called: images, or the rows of a table. */
    public String samplesName() {
        return TableSource.isWanted(this) ? "rows" : "images";
    }

    /** The loss that was asked for. */
    public Optional<Loss> lossAsked() {
        return loss.isEmpty() ? Optional.empty() : Optional.of(Loss.parse(loss));
    }

    /** A network of this shape, without parameters yet, for classes. */
    public Sequential network(int classes) {
        List<Layer> layers = new ArrayList<>();
        for (int units : hidden) {
            layers.add(new Dense(units, Activation.named(activation), layerNorm));
        }
        layers.add(Dense.linear(classes));
        return Sequential.of(layers.toArray(Layer[]::new)).initializer(Initializer.parse(init));
    }

    /**
     * A network of this shape, without parameters yet, for this data; tables are standardised.
     *
     * @throws CliException if the loss does not go with the data
     */
    public Sequential network(RunData data) {
        Sequential net = network(data.train().outputs());
        try {
            Sequential out = net.loss(
                    classWeights.isEmpty()
                            ? lossAsked().orElseGet(() -> usual(data.train().target()))
                            : ClassWeights.loss(classWeights, data.train()));
            if (data.schema().isEmpty() && out.loss().predicts() != Predicts.CLASSES) {
                throw new IllegalArgumentException(out.loss().name()
                        + " is for tables with values or labels, but each image is of one class; leave it out");
            }
            out.loss().check(data.train(), out.classes());
            return data.schema().isPresent() ? out.standardized(data.train()) : out;
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--loss: " + e.getMessage(), e);
        }
    }

    private static Loss usual(Target target) {
        return switch (target) {
            case CLASS -> Loss.softmaxCrossEntropy();
            case LABELS -> Loss.binaryCrossEntropy();
            case VALUES -> Loss.meanSquaredError();
        };
    }

    /**
     * Its regularizers, made for its layers.
     *
     * @throws dev.lanewise.registry.SpecException if one is unknown, or does not go with the layers
     */
    public List<NamedRegularizer> made(Regularizers all) {
        return all.create(regularizers, hidden.size());
    }

    /** How many numbers such a network learns from this data. */
    public long parameters(RunData data) {
        return parameters(data.train().features(), data.train().outputs());
    }

    /** How many numbers such a network learns. */
    public long parameters(int features, int outputs) {
        long count = 0;
        long inputs = features;
        for (int units : hidden) {
            count += (inputs + (layerNorm ? 3 : 1)) * units;
            inputs = units;
        }
        return count + (inputs + 1) * outputs;
    }

    /** A trainer with these settings. */
    public Trainer trainer(List<NamedRegularizer> made) {
        Trainer trainer = Trainer.with(optimizer.with(momentum), learningRate)
                .schedule(Schedule.parse(schedule))
                .batchSize(batchSize)
                .epochs(epochs)
                .seed(seed)
                .threads(threads)
                .regularizers(made);
        Trainer averaged = average.map(trainer::averaging).orElse(trainer);
        return earlyStopping.map(averaged::earlyStopping).orElse(averaged);
    }
}

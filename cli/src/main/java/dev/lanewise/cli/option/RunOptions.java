package dev.lanewise.cli.option;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.nn.Activation;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.registry.RegularizerSpecs;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options that describe a training run, for every command that trains. Their values are passed on as text, by name without
 * the dashes, which is what {@link dev.lanewise.cli.run.RunConfig#of} reads.
 */
public final class RunOptions {
    private static final Group NETWORK = new Group(
            "Network:",
            option("hidden", "UNITS", "Units of each hidden layer, as in 256,128, or 1024x4 for four layers of 1024."),
            option(
                    "activation",
                    "NAME",
                    "Of the hidden layers: "
                            + Activation.ALL.stream()
                                    .filter(each -> each != Activation.IDENTITY)
                                    .map(Activation::word)
                                    .collect(Collectors.joining(", "))
                            + "."),
            flag(
                    "layer-norm",
                    "Normalise the sums of each hidden layer, sample by sample, before its activation function, and learn a"
                            + " factor and a shift for each unit."),
            option(
                    "loss",
                    "NAME",
                    "softmax-cross-entropy, perhaps with weights of the classes as in softmax-cross-entropy:1,2.5;"
                            + " binary-cross-entropy; mean-squared-error; or huber:DELTA. Default: what goes with the"
                            + " data"),
            option("init", "NAME", "Initial weights: he, xavier, or normal:SIGMA with standard deviation SIGMA."),
            repeatable(
                    "regularizer",
                    "NAME:ARGS",
                    "For example dropout:0.2,0.5, which drops units of the first hidden layer with probability 0.2"
                            + " and of the second with 0.5 (one number serves all layers; p is the probability to"
                            + " drop, not to keep). 0.5to0.1 goes from one in the first epoch to the other in the"
                            + " last. Several add up, repeated or joined with '+'. The command 'regularizers' lists"
                            + " them."));

    private static final Group TRAINING = new Group(
            "Training:",
            option("epochs", "N", "Passes over the training images."),
            option("batch-size", "N", "Images per step."),
            option(
                    "optimizer",
                    "NAME",
                    String.join(", ", OptimizerKind.names())
                            + ". adamw is adam that decays the weights by 0.01, or"
                            + " as a regularizer weight-decay says."),
            option("learning-rate", "RATE", "Default: " + defaultRates()),
            option("momentum", "MU", "For momentum and nesterov, from 0 to below 1."),
            option(
                    "schedule",
                    "NAME",
                    "Learning rate over time: constant; step:EPOCHS,FACTOR; cosine; or cosine:N after N epochs of"
                            + " warm-up."),
            option(
                    "average",
                    "NAME",
                    "Evaluate and keep an average of the weights: ema:DECAY, of the last 1/(1 - DECAY) steps or so, as in"
                            + " ema:0.999; or swa:N, of those after epoch N and each later one."),
            option(
                    "seed",
                    "N",
                    "All that is random follows from it: the same seed gives the same weights, bit for bit."));

    private static final Group DATA = new Group(
            "Data:",
            option(
                    "data",
                    "PATH",
                    "A CSV or TSV file with --target; a folder with the four IDX files, plain or .gz; or one with a folder"
                            + " of pictures for each class. Default: find Fashion-MNIST, or fetch it once into"
                            + " ~/.cache/lanewise, or the folder that the variable LANEWISE_CACHE names"),
            option(
                    "target",
                    "COLUMN",
                    "The column of a table to predict, or several with commas between. A fifth of the rows is held out"
                            + " to test on."),
            flag("no-header", "The first line of the table is a row; columns are called 1, 2, …."),
            option(
                    "missing",
                    "WHAT",
                    "What becomes of missing values in a table: error; or mean, which puts the column's mean there, and"
                            + " none of the texts in a column of texts."),
            option(
                    "validation",
                    "FRACTION",
                    "Part of the training images held out, the same of each class, and evaluated after each epoch."),
            option(
                    "early-stopping",
                    "N[:GAIN]",
                    "End training once the loss on what --validation holds out has not fallen for N epochs, or by no more"
                            + " than GAIN. The network then is that of its best epoch, as it is after the last."),
            option(
                    "class-weights",
                    "WEIGHTS",
                    "What a class counts in the loss: none, which has all samples count alike; balanced, which has rare"
                            + " classes count as much as others; or a number for each class, such as 1,0.5."),
            option(
                    "random-labels",
                    "FRACTION",
                    "Give this part of the images trained on a random label, the same ones whatever the seed; those held"
                            + " out and the test images keep theirs. Shows how a network learns by heart."),
            option("limit", "N", "Use the first N training images only, for a quick look."));

    private static final Group RECORDS = new Group(
            "Records (change no result):",
            flag(
                    "record-activations",
                    "Measure the variance of each hidden layer's activations after each epoch, in inference and with the"
                            + " noise of training, on up to 1,000 training images; into metrics.csv and run.json."));

    private static final Group MACHINE = new Group(
            "Machine (changes the speed, never the result):",
            option("threads", "N", "Threads to train with; auto takes as many as the work is worth."),
            option(
                    "kernels",
                    "NAME",
                    "auto, which is simd where that can run; simd; or reference (plain loops, very slow)."));

    private static final Group PLUGINS = new Group(
            "Plug-ins:",
            repeatable(
                    "plugins",
                    "PATH",
                    "A jar, or a folder of jars, with more regularizers. May be repeated. Default: the folder"
                            + " 'plugins' beside cli.jar, if there is one"),
            flag("no-plugins", "Use the built-in regularizers only."));

    private static final List<Group> GROUPS = List.of(NETWORK, TRAINING, DATA, RECORDS, MACHINE, PLUGINS);

    private static final OptionSpec PRESET = OptionSpec.builder("--preset")
            .paramLabel("NAME")
            .type(String.class)
            .description("Settings to start from: lecture, the course's recipe; best, a larger network trained for"
                    + " longer; or best-augmented, the same on images shifted and mirrored. Other options win.")
            .build();

    private static final OptionSpec CONFIG = OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                    "Options from a properties or JSON file; run.json of an earlier run repeats that run, bit for bit."
                            + " Other options win.")
            .build();

    /** Options under a heading of the help. */
    private record Group(String heading, Option... options) {}

    /** One option, whose default its help does not name where {@link RunConfig} has one; a flag has no label. */
    private record Option(String name, String label, boolean repeatable, String help) {
        ArgSpec spec() {
            String otherwise =
                    RunConfig.defaultOf(name).map(each -> " Default: " + each).orElse("");
            OptionSpec.Builder out = OptionSpec.builder("--" + name).description(help + otherwise);
            if (label.isEmpty()) {
                return out.arity("0").type(boolean.class).build();
            }
            out.arity("1").paramLabel(label);
            return repeatable
                    ? out.type(List.class).auxiliaryTypes(String.class).build()
                    : out.type(String.class).build();
        }
    }

    private RunOptions() {}

    private static Option option(String name, String label, String help) {
        return new Option(name, label, false, help);
    }

    private static Option repeatable(String name, String label, String help) {
        return new Option(name, label, true, help);
    }

    private static Option flag(String name, String help) {
        return new Option(name, "", false, help);
    }

    /** Gives a command these options. */
    public static void addTo(CommandSpec command) {
        command.addArgGroup(ArgGroupSpec.builder()
                .validate(false)
                .heading("%nReady-made settings:%n")
                .order(0)
                .addArg(PRESET)
                .addArg(CONFIG)
                .build());
        int order = 1;
        for (Group group : GROUPS) {
            ArgGroupSpec.Builder out = ArgGroupSpec.builder()
                    .validate(false)
                    .heading("%n" + group.heading + "%n")
                    .order(order++);
            for (Option each : group.options) {
                out.addArg(each.spec());
            }
            command.addArgGroup(out.build());
        }
    }

    /**
     * The values of those options that were given: on the command line, else in the configuration file, else by the preset.
     *
     * @throws dev.lanewise.cli.base.CliException if the file or the preset is wrong
     */
    public static Map<String, String> read(ParseResult parsed) {
        Map<String, String> out = Map.of();
        String preset = parsed.matchedOptionValue("--preset", null);
        if (preset != null) {
            out = Presets.read(preset);
        }
        Path config = parsed.matchedOptionValue("--config", null);
        if (config != null) {
            out = RunConfig.merge(out, ConfigFile.read(config, names()));
        }
        return RunConfig.merge(out, typed(parsed));
    }

    private static Set<String> names() {
        return GROUPS.stream()
                .flatMap(group -> Stream.of(group.options))
                .map(Option::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** {@code 0.2 for sgd, 0.02 for momentum and nesterov}. */
    private static String defaultRates() {
        Map<Float, List<String>> namesByRate = Arrays.stream(OptimizerKind.values())
                .collect(Collectors.groupingBy(
                        OptimizerKind::defaultRate,
                        LinkedHashMap::new,
                        Collectors.mapping(OptimizerKind::toString, Collectors.toList())));
        return namesByRate.entrySet().stream()
                .map(each -> each.getKey() + " for " + String.join(" and ", each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> typed(ParseResult parsed) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Group group : GROUPS) {
            for (Option each : group.options) {
                if (parsed.hasMatchedOption("--" + each.name)) {
                    out.put(each.name, value(each, parsed));
                }
            }
        }
        return out;
    }

    private static String value(Option option, ParseResult parsed) {
        List<String> values = parsed.matchedOption("--" + option.name).stringValues();
        if (option.label.isEmpty()) {
            return "true";
        }
        if (!option.repeatable) {
            return values.getLast();
        }
        return option.name.equals("plugins") ? String.join(File.pathSeparator, values) : RegularizerSpecs.join(values);
    }
}

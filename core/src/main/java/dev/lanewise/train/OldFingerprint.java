package dev.lanewise.train;

import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.step.Hyperparameters;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The settings as checkpoints kept them before each had a name of its own: in one line, in which records stood as Java prints
 * them. Spelt out here, so that the classes may change and those checkpoints are still read.
 */
final class OldFingerprint {
    static final String KEY = "lanewise.settings";

    /** What stands between two settings. Lists of layers and of arguments have commas, too. */
    private static final Pattern SETTING = Pattern.compile(
            ", (?=Sgd\\[|Momentum\\[|Adam\\[|rate |schedule |batch |seed |shuffle |regularizers |\\d+ training images)");

    private final String text;
    private final boolean decayedTwice;

    OldFingerprint(Hyperparameters hyperparameters, Sequential net, int images, String checksum) {
        String layers = net.layers().stream().map(OldFingerprint::layer).collect(Collectors.joining(", ", "[", "]"));
        String regularizers = hyperparameters.regularizers().stream()
                .map(NamedRegularizer::spec)
                .collect(Collectors.joining("+"));
        text = "layers " + net.features() + "-" + layers + ", " + optimizer(hyperparameters.optimizer()) + ", rate "
                + hyperparameters.learningRate() + ", schedule " + hyperparameters.schedule() + ", batch "
                + hyperparameters.batchSize() + ", seed " + hyperparameters.seed() + ", shuffle "
                + hyperparameters.shuffle() + ", regularizers " + regularizers + ", " + images
                + " training images with checksum " + checksum;
        decayedTwice = hyperparameters.optimizer().decay() > 0 && hyperparameters.decayIsGiven();
    }

    private static String layer(Layer layer) {
        return switch (layer) {
            case Dense dense ->
                "Dense[units=" + dense.units() + ", activation="
                        + dense.activation().name().toUpperCase(Locale.ROOT)
                        + (dense.layerNorm() ? ", layerNorm=true]" : "]");
            case Dropout dropout -> "Dropout[p=" + dropout.p() + "]";
        };
    }

    private static String optimizer(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> "Sgd[]";
            case Optimizer.Momentum momentum ->
                "Momentum[mu=" + momentum.mu() + ", nesterov=" + momentum.nesterov() + "]";
            case Optimizer.Adam adam ->
                "Adam[beta1=" + adam.beta1() + ", beta2=" + adam.beta2() + ", epsilon=" + adam.epsilon() + ", decay="
                        + adam.decay() + "]";
        };
    }

    /** Blanks do not count: regularizers were kept as typed. */
    void check(Path file, String theirs) {
        if (!theirs.replace(" ", "").equals(text.replace(" ", ""))) {
            throw new ModelFileException(
                    file, "was made with other settings: " + differences(theirs) + "; resume with the same options");
        }
        if (decayedTwice) {
            throw new ModelFileException(
                    file,
                    "was made when adamw added its own decay to that of a regularizer, which it does no more; start a new"
                            + " run");
        }
    }

    private String differences(String theirs) {
        String[] others = SETTING.split(theirs);
        String[] ours = SETTING.split(text);
        return IntStream.range(0, Math.min(others.length, ours.length))
                .filter(i -> !others[i].replace(" ", "").equals(ours[i].replace(" ", "")))
                .mapToObj(i -> others[i] + ", not " + ours[i])
                .collect(Collectors.joining("; "));
    }
}

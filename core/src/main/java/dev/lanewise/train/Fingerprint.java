package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.step.Hyperparameters;
import dev.lanewise.step.StepState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What must be the same for a run that goes on to give the same bits as one that was never interrupted; kept in its checkpoints,
 * so that a run cannot go on with other settings, images or plug-ins by mistake. Each setting is kept under a name that is
 * written here, in a text form that is promised to stay, whatever the classes behind it are called.
 */
final class Fingerprint {
    private static final String SETTING = "lanewise.setting.";
    private static final String REGULARIZERS = "lanewise.regularizers";
    private static final String LOSS = "loss";
    private static final String STANDARDIZATION = "standardization";
    private static final String EARLY_STOPPING = "early stopping";
    private static final String AVERAGING = "averaging";
    private static final String NONE = "none";
    private static final String EPOCHS = "lanewise.epochs";

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final OldFingerprint old;
    private final List<NamedRegularizer> regularizers;
    private final StepState state;

    /** @param validation what early stopping looks at, or null */
    Fingerprint(Settings all, Sequential net, Samples train, Samples validation, StepState state) {
        Hyperparameters hyperparameters = all.hyperparameters();
        this.state = state;
        regularizers = hyperparameters.regularizers();
        String checksum = Long.toHexString(train.checksum());
        settings.put("inputs", Integer.toString(net.features()));
        settings.put("layers", net.layers().stream().map(Fingerprint::layer).collect(Collectors.joining(", ")));
        settings.put(LOSS, net.loss().name());
        settings.put(STANDARDIZATION, standardization(net));
        settings.put(
                EARLY_STOPPING,
                all.earlyStopping()
                        .map(each -> "patience " + each.patience() + ", least gain " + each.leastGain() + ", on "
                                + validation.size() + " " + validation.samplesName() + " with checksum "
                                + Long.toHexString(validation.checksum()))
                        .orElse(NONE));
        settings.put(AVERAGING, all.averaging().map(Averaging::toString).orElse(NONE));
        settings.put("optimizer", hyperparameters.optimizer().text());
        settings.put("learning rate", Float.toString(hyperparameters.learningRate()));
        settings.put("schedule", hyperparameters.schedule().toString());
        settings.put("batch size", Integer.toString(hyperparameters.batchSize()));
        settings.put("seed", Long.toString(hyperparameters.seed()));
        settings.put("shuffling", hyperparameters.shuffle() ? "each epoch" : "none");
        settings.put(
                "regularizers",
                RegularizerSpecs.join(
                        regularizers.stream().map(NamedRegularizer::spec).toList()));
        settings.put("training images", Integer.toString(train.size()));
        settings.put("checksum of the training images", checksum);
        old = new OldFingerprint(hyperparameters, net, train.size(), checksum);
    }

    private static String standardization(Sequential net) {
        if (net.inputStandardization().isEmpty() && net.targetStandardization().isEmpty()) {
            return NONE;
        }
        return Integer.toHexString(Objects.hash(net.inputStandardization(), net.targetStandardization()));
    }

    private static String layer(Layer layer) {
        return switch (layer) {
            case Dense dense ->
                "dense " + dense.units() + (dense.layerNorm() ? " layer-norm " : " ")
                        + dense.activation().name().toLowerCase(Locale.ROOT);
            case Dropout dropout -> "dropout " + dropout.p();
        };
    }

    /** The number of epochs is part of it only if something has looked at it, averaging only if there is any. */
    Map<String, String> metadata() {
        Map<String, String> out = new HashMap<>();
        settings.forEach((name, value) -> out.put(SETTING + name, value));
        out.remove(SETTING + AVERAGING, NONE);
        out.put(REGULARIZERS, regularizers.stream().map(Fingerprint::origin).collect(Collectors.joining("\n")));
        if (state.epochsMatter) {
            out.put(EPOCHS, Integer.toString(state.epochs));
        }
        return out;
    }

    private static String origin(NamedRegularizer regularizer) {
        Origin origin = regularizer.origin();
        String jar = origin.jar().replace('\n', ' ');
        return origin.sha256().isEmpty() ? jar : jar + " (SHA-256 " + origin.sha256() + ")";
    }

    /**
     * Checks that a run may go on from a checkpoint.
     *
     * @throws ModelFileException if it would not give the same bits
     */
    void check(Path file, Map<String, String> metadata, int epochsDone) {
        String origins = metadata.get(REGULARIZERS);
        if (origins == null) {
            throw new ModelFileException(file, "is not a checkpoint; give a checkpoint.safetensors");
        }
        if (metadata.containsKey(OldFingerprint.KEY)) {
            old.check(file, metadata.get(OldFingerprint.KEY));
        } else {
            checkSettings(file, metadata);
        }
        checkOrigins(file, origins.split("\n", -1));
        String epochs = metadata.get(EPOCHS);
        if (epochs != null) {
            state.epochsMatter = true;
            checkEpochs(file, epochs, epochsDone);
        }
    }

    private void checkSettings(Path file, Map<String, String> theirs) {
        List<String> differences = settings.entrySet().stream()
                .filter(each -> !each.getValue().equals(of(theirs, each.getKey())))
                .map(each -> each.getKey() + " " + of(theirs, each.getKey()) + ", not " + each.getValue())
                .toList();
        if (!differences.isEmpty()) {
            throw new ModelFileException(
                    file,
                    "was made with other settings: " + String.join("; ", differences)
                            + "; resume with the same options");
        }
    }

    /** A setting of theirs; checkpoints that do not name some are older than these. */
    private static String of(Map<String, String> theirs, String setting) {
        String otherwise =
                switch (setting) {
                    case LOSS -> Loss.softmaxCrossEntropy().name();
                    case STANDARDIZATION, EARLY_STOPPING, AVERAGING -> NONE;
                    default -> "unknown";
                };
        return theirs.getOrDefault(SETTING + setting, otherwise);
    }

    /** A jar may have moved; it is its content that counts. */
    private void checkOrigins(Path file, String[] theirs) {
        for (int i = 0; i < regularizers.size(); i++) {
            String ours = origin(regularizers.get(i));
            String sha256 = regularizers.get(i).origin().sha256();
            boolean same = i < theirs.length
                    && (sha256.isEmpty() ? theirs[i].equals(ours) : theirs[i].endsWith("(SHA-256 " + sha256 + ")"));
            if (!same) {
                throw new ModelFileException(
                        file,
                        "was made with regularizer '" + regularizers.get(i).name() + "' of "
                                + (i < theirs.length ? theirs[i] : "nowhere") + ", not of " + ours
                                + "; resume with the jar it was made with, or start a new run");
            }
        }
    }

    private void checkEpochs(Path file, String theirs, int done) {
        if (theirs.equals(Integer.toString(state.epochs))) {
            return;
        }
        String fix = theirs.equals(Integer.toString(done))
                ? "they are done, so start a new run"
                : "resume with " + theirs + " epochs";
        throw new ModelFileException(
                file,
                "is of a run of " + theirs + " epochs whose schedule or regularizers depend on that number, not of "
                        + state.epochs + "; " + fix);
    }
}

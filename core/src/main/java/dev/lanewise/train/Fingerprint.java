package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.step.StepState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * What must be the same for a run that goes on to give the same bits as one that was never interrupted; kept in its checkpoints,
 * so that a run cannot go on with other settings, images or plug-ins by mistake.
 */
final class Fingerprint {
    private static final String SETTINGS = "lanewise.settings";
    private static final String REGULARIZERS = "lanewise.regularizers";
    private static final String EPOCHS = "lanewise.epochs";

    private final String settings;
    private final List<NamedRegularizer> regularizers;
    private final StepState state;

    Fingerprint(Trainer trainer, Sequential net, LabelledImages train, StepState state) {
        this.state = state;
        regularizers = trainer.regularizers();
        String typed = regularizers.stream().map(NamedRegularizer::spec).collect(Collectors.joining("+"));
        settings = "layers " + net.features() + "-" + net.layers() + ", " + trainer.optimizer() + ", rate "
                + trainer.learningRate() + ", schedule " + trainer.schedule() + ", batch " + trainer.batchSize()
                + ", seed " + trainer.seed() + ", shuffle " + trainer.shuffle() + ", regularizers " + typed + ", "
                + train.size() + " training images with checksum " + checksum(train);
    }

    /** Guards against mistakes, not against malice, and takes some milliseconds. */
    private static String checksum(LabelledImages images) {
        CRC32C sum = new CRC32C();
        sum.update(images.pixels());
        sum.update(images.labels());
        return Long.toHexString(sum.getValue());
    }

    /** The number of epochs is part of it only if something has looked at it. */
    Map<String, String> metadata() {
        Map<String, String> out = new HashMap<>();
        out.put(SETTINGS, settings);
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
        String theirs = metadata.get(SETTINGS);
        String origins = metadata.get(REGULARIZERS);
        if (theirs == null || origins == null) {
            throw new ModelFileException(file, "is not a checkpoint; give a checkpoint.safetensors");
        }
        if (!theirs.equals(settings)) {
            throw new ModelFileException(
                    file,
                    "was made with other settings (" + theirs + "), not with these (" + settings
                            + "); resume with the same options");
        }
        checkOrigins(file, origins.split("\n", -1));
        String epochs = metadata.get(EPOCHS);
        if (epochs != null) {
            state.epochsMatter = true;
            checkEpochs(file, epochs, epochsDone);
        }
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

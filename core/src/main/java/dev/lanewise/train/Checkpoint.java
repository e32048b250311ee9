package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Sequential;
import dev.lanewise.step.LayerState;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.Settings.Checkpointing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to go on with a run after an epoch: parameters, what the optimizer remembers, and the epoch. Everything
 * else follows from the settings, of which a {@link Fingerprint} is kept.
 */
final class Checkpoint {
    private static final String EPOCH = "lanewise.epoch";

    private final Settings settings;
    private final Sequential net;
    private final TrainingSteps steps;
    private final Samples train;
    private final Samples validation;
    private final Optional<BestEpoch> best;
    private Fingerprint fingerprint;

    Checkpoint(
            Settings settings,
            Sequential net,
            Samples train,
            Samples validation,
            TrainingSteps steps,
            Optional<BestEpoch> best) {
        this.settings = settings;
        this.validation = validation;
        this.best = best;
        this.net = net;
        this.train = train;
        this.steps = steps;
    }

    /** Reads all images, so it is made only when needed. */
    private Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = new Fingerprint(settings, net, train, validation, steps.state());
        }
        return fingerprint;
    }

    /** Writes the file after so many epochs, if one was asked for. */
    void write(int epochsDone) {
        settings.checkpoint().ifPresent(each -> write(each, epochsDone));
    }

    private void write(Checkpointing to, int epochsDone) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(ModelFile.tensors(net));
        for (int l = 0; l < steps.layers().length; l++) {
            LayerState layer = steps.layers()[l];
            for (int slot = 0; slot < layer.weightSlots.length; slot++) {
                tensors.put(slotName(ModelFile.weightName(l), slot), flat(layer.weightSlots[slot]));
                tensors.put(slotName(ModelFile.biasName(l), slot), flat(layer.biasSlots[slot]));
            }
        }
        Map<String, String> metadata = new HashMap<>(to.notes().get());
        metadata.put(EPOCH, Integer.toString(epochsDone));
        metadata.putAll(fingerprint().metadata());
        best.ifPresent(each -> each.write(tensors, metadata));
        try {
            writeWhole(to.file(), new Contents(tensors, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint " + to.file(), e);
        }
    }

    /** An interrupt closes the file that is being written: it is written once more, and the interrupt is kept for the run. */
    private static void writeWhole(Path file, Contents contents) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            Safetensors.write(file, contents);
        } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            Safetensors.write(file, contents);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String slotName(String parameter, int slot) {
        return "optimizer." + slot + "." + parameter;
    }

    /** A copy, as training goes on while nobody else looks; the panel layout is the same on every machine. */
    private static Tensor flat(float[] values) {
        return new Tensor(new long[] {values.length / PanelMatrix.WIDTH, PanelMatrix.WIDTH}, values.clone());
    }

    /** Sets parameters and optimizer, and returns how many epochs are done. */
    int restore(Path file) {
        Contents contents = Safetensors.read(file);
        int done = epochsDone(file, contents.metadata().get(EPOCH));
        fingerprint().check(file, contents.metadata(), done);
        if (done >= settings.hyperparameters().epochs()) {
            throw new ModelFileException(
                    file, "has all " + done + " epochs done; ask for more than " + done + " epochs to go on");
        }
        restoreTensors(file, contents.tensors());
        best.ifPresent(each -> each.read(file, contents.tensors(), contents.metadata(), done));
        return done;
    }

    private static int epochsDone(Path file, String text) {
        if (text == null) {
            throw new ModelFileException(file, "is not a checkpoint; give a checkpoint.safetensors");
        }
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new ModelFileException(
                    file, "has '" + text + "' for the number of epochs; resume from another checkpoint");
        }
    }

    private void restoreTensors(Path file, Map<String, Tensor> tensors) {
        try {
            ModelFile.setParameters(net, tensors);
            for (int l = 0; l < steps.layers().length; l++) {
                LayerState layer = steps.layers()[l];
                for (int slot = 0; slot < layer.weightSlots.length; slot++) {
                    restoreSlot(tensors.get(slotName(ModelFile.weightName(l), slot)), layer.weightSlots[slot]);
                    restoreSlot(tensors.get(slotName(ModelFile.biasName(l), slot)), layer.biasSlots[slot]);
                }
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ModelFileException(file, "lacks tensors of this network; resume from another checkpoint");
        }
    }

    private static void restoreSlot(Tensor from, float[] to) {
        if (from.data().length != to.length) {
            throw new IllegalArgumentException("other length");
        }
        System.arraycopy(from.data(), 0, to, 0, to.length);
    }
}

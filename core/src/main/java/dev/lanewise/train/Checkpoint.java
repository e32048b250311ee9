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
import dev.lanewise.step.LearnedNumbers;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.CheckpointInterval.Unit;
import dev.lanewise.train.Settings.Checkpointing;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * All that is needed to go on with a run after a step: parameters, what the optimizer remembers, and its progress. Everything
 * else follows from the settings, of which a {@link Fingerprint} is kept.
 */
final class Checkpoint {
    private final Settings settings;
    private final Sequential net;
    private final TrainingSteps steps;
    private final Samples train;
    private final Samples validation;
    private final Optional<BestEpoch> best;
    private final PastEpochs past;
    private final Optional<WeightAverage> average;
    private Fingerprint fingerprint;
    private long lastWritten = System.nanoTime();

    Checkpoint(
            Settings settings,
            Sequential net,
            Samples train,
            Samples validation,
            TrainingSteps steps,
            Optional<BestEpoch> best,
            Optional<WeightAverage> average,
            PastEpochs past) {
        this.past = past;
        this.settings = settings;
        this.validation = validation;
        this.best = best;
        this.average = average;
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

    /** Whether one is to be written after so many steps of the run. */
    boolean isDueAfterSteps(long done) {
        return settings.checkpoint().isPresent()
                && switch (every().unit()) {
                    case EPOCHS -> false;
                    case STEPS -> done % every().amount() == 0;
                    case SECONDS -> System.nanoTime() - lastWritten >= TimeUnit.SECONDS.toNanos(every().amount());
                };
    }

    /** Whether one is to be written after so many epochs. */
    boolean isDueAfterEpochs(int done) {
        return settings.checkpoint().isPresent()
                && (every().unit() == Unit.EPOCHS
                        ? done % every().amount() == 0
                        : isDueAfterSteps((long) done * steps.perEpoch()));
    }

    private CheckpointInterval every() {
        return settings.checkpoint().orElseThrow().every();
    }

    /** Writes the file, if one was asked for. */
    void write(Progress progress) {
        settings.checkpoint().ifPresent(each -> {
            write(each, progress);
            lastWritten = System.nanoTime();
            settings.listener().checkpointWritten(each.file());
        });
    }

    private void write(Checkpointing to, Progress progress) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(ModelFile.tensors(net));
        forEachSlot((name, values) -> tensors.put(name, panels(values)));
        Map<String, String> metadata = new HashMap<>(to.notes().get());
        metadata.putAll(progress.metadata());
        metadata.putAll(fingerprint().metadata());
        past.write(metadata);
        best.ifPresent(each -> each.write(tensors, metadata));
        average.ifPresent(each -> each.write(tensors));
        try {
            writeWhole(to.file(), new Contents(tensors, metadata));
        } catch (IOException e) {
            throw to.failure(e.getMessage(), e);
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

    /** Goes through what the optimizer remembers, by the names of the tensors that keep it. */
    private void forEachSlot(BiConsumer<String, float[]> use) {
        for (int l = 0; l < steps.layers().length; l++) {
            LayerState layer = steps.layers()[l];
            List<String> names = ModelFile.names(net, l);
            for (int slot = 0; slot < settings.hyperparameters().optimizer().slots(); slot++) {
                for (int i = 0; i < names.size(); i++) {
                    use.accept(slotName(names.get(i), slot), layer.slots().get(i)[slot]);
                }
            }
        }
        for (LearnedNumbers each : steps.learned()) {
            for (int slot = 0; slot < each.slots().length; slot++) {
                use.accept(slotName(each.name(), slot), each.slots()[slot]);
            }
        }
    }

    private static String slotName(String parameter, int slot) {
        return "optimizer." + slot + "." + parameter;
    }

    /** Padded as the kernels have it, which is the same on every machine: a row for each row of each panel. Not copied. */
    private static Tensor panels(float[] values) {
        return new Tensor(new long[] {values.length / PanelMatrix.WIDTH, PanelMatrix.WIDTH}, values);
    }

    /** Sets parameters and optimizer, and returns how far the run has come. */
    Progress restore(Path file) {
        Contents contents = Safetensors.read(file);
        Progress progress = Progress.of(file, contents.metadata(), steps.perEpoch());
        int done = progress.epochs();
        fingerprint().check(file, contents.metadata(), done);
        int asked = settings.hyperparameters().epochs();
        if (done > asked || done == asked && progress.steps() > 0) {
            String within = progress.steps() > 0 ? " and " + progress.steps() + " steps of the next" : "";
            throw new ModelFileException(
                    file, "has " + done + " epochs" + within + " done; ask for no fewer, in place of " + asked);
        }
        restoreTensors(file, contents.tensors());
        past.read(file, contents.metadata());
        best.ifPresent(each -> each.read(file, contents.tensors(), contents.metadata()));
        long taken = (long) done * steps.perEpoch() + progress.steps();
        average.ifPresent(each -> each.read(file, contents.tensors(), taken, done));
        return progress;
    }

    private void restoreTensors(Path file, Map<String, Tensor> tensors) {
        try {
            ModelFile.setParameters(net, tensors, "");
            forEachSlot((name, values) -> ModelFile.copy(tensors.get(name), values));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ModelFileException(file, "lacks tensors of this network; resume from another checkpoint");
        }
    }
}

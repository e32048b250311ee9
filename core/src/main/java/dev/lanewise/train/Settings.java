package dev.lanewise.train;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.step.Hyperparameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that is set before a run: what its result follows from, and what changes none. Each setter gives a changed copy.
 *
 * @param threads 0 for as many as the work is worth
 * @param kernels empty for those that {@link KernelChoice} finds
 * @param listener hears how training goes
 * @param checkpoint is written now and then, and at the end
 * @param resume is what a run goes on from
 * @param earlyStopping when to end before the last epoch
 * @param averaging what the run is evaluated and ends with, if not the weights themselves
 */
record Settings(
        Hyperparameters hyperparameters,
        int threads,
        Optional<Kernels> kernels,
        TrainingListener listener,
        Optional<Checkpointing> checkpoint,
        Optional<Path> resume,
        Optional<EarlyStopping> earlyStopping,
        Optional<Averaging> averaging) {
    private static final TrainingListener SILENT = new TrainingListener() {};

    /**
     * Where checkpoints go, and when.
     *
     * @param notes to write beside the parameters; asked for after the listener has heard of the epoch
     */
    record Checkpointing(Path file, CheckpointInterval every, Supplier<Map<String, String>> notes) {
        /** Checks that nothing is missing. */
        Checkpointing {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(every, "every");
            Objects.requireNonNull(notes, "notes");
        }

        /**
         * Checks, before the run begins, that its folder is there to write to. Found out later, an epoch's work would be lost.
         *
         * @throws UncheckedIOException if the folder does not exist, or the file is itself a folder
         */
        void requirePlace() {
            if (Files.isDirectory(file)) {
                throw failure("it is a folder; name a file", new IOException("Is a directory"));
            }
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                throw failure("its folder does not exist; create it", new NoSuchFileException(folder.toString()));
            }
        }

        /** The words for a file that cannot be written. */
        UncheckedIOException failure(String why, IOException cause) {
            return new UncheckedIOException("cannot write the checkpoint " + file + ": " + why, cause);
        }
    }

    /** Checks the number of threads, and that somebody listens. */
    Settings {
        Objects.requireNonNull(listener, "listener");
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "the number of threads must be at least 1, or 0 to choose, but is " + threads);
        }
    }

    /** A run that writes nothing, that nobody hears of, on threads and kernels of our choice. */
    static Settings of(Hyperparameters hyperparameters) {
        return new Settings(
                hyperparameters,
                0,
                Optional.empty(),
                SILENT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Settings hyperparameters(Hyperparameters value) {
        return new Settings(value, threads, kernels, listener, checkpoint, resume, earlyStopping, averaging);
    }

    Settings threads(int value) {
        return new Settings(hyperparameters, value, kernels, listener, checkpoint, resume, earlyStopping, averaging);
    }

    Settings kernels(Kernels value) {
        return new Settings(
                hyperparameters,
                threads,
                Optional.of(Objects.requireNonNull(value, "kernels")),
                listener,
                checkpoint,
                resume,
                earlyStopping,
                averaging);
    }

    Settings listener(TrainingListener value) {
        return new Settings(hyperparameters, threads, kernels, value, checkpoint, resume, earlyStopping, averaging);
    }

    Settings checkpoint(Checkpointing value) {
        return new Settings(
                hyperparameters, threads, kernels, listener, Optional.of(value), resume, earlyStopping, averaging);
    }

    Settings resume(Path value) {
        return new Settings(
                hyperparameters,
                threads,
                kernels,
                listener,
                checkpoint,
                Optional.of(Objects.requireNonNull(value, "resume")),
                earlyStopping,
                averaging);
    }

    Settings earlyStopping(EarlyStopping value) {
        return new Settings(
                hyperparameters,
                threads,
                kernels,
                listener,
                checkpoint,
                resume,
                Optional.of(Objects.requireNonNull(value, "earlyStopping")),
                averaging);
    }

    Settings averaging(Averaging value) {
        return new Settings(
                hyperparameters,
                threads,
                kernels,
                listener,
                checkpoint,
                resume,
                earlyStopping,
                Optional.of(Objects.requireNonNull(value, "averaging")));
    }

    /** The kernels to use. */
    Kernels chosenKernels() {
        return kernels.orElseGet(() -> KernelChoice.choose("auto"));
    }
}

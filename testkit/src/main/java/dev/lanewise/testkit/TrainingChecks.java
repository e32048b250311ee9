package dev.lanewise.testkit;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What must hold of any regularizer in the engine itself. */
final class TrainingChecks {
    static final int[] HIDDEN = {33, 20};

    private static final int SIDE = 5;
    private static final int IMAGES = 95;
    private static final int CLASSES = 3;

    private TrainingChecks() {}

    static List<Check> of(NamedRegularizer regularizer) {
        return List.of(
                new Check("training gives the same bits on one, two and three threads", () -> {
                    String one = train(regularizer, 1);
                    if (!one.equals(train(regularizer, 2)) || !one.equals(train(regularizer, 3))) {
                        throw new ContractViolation("trained weights depend on the number of threads");
                    }
                }),
                new Check("a run that is resumed gives the same bits", () -> {
                    if (!train(regularizer, 1).equals(resumed(regularizer))) {
                        throw new ContractViolation(
                                "trained weights depend on whether a run was interrupted and resumed");
                    }
                }));
    }

    private static String train(NamedRegularizer regularizer, int threads) {
        return train(trainer(regularizer).threads(threads));
    }

    private static String train(Trainer trainer) {
        LabelledImages images = RandomImages.of(IMAGES, SIDE, CLASSES);
        Sequential net = Sequential.mlp(HIDDEN, images.classes());
        trainer.fit(net, images, null);
        return ModelFile.weightsSha256(net);
    }

    private static Trainer trainer(NamedRegularizer regularizer) {
        return Trainer.sgd(0.05f)
                .batchSize(60)
                .epochs(2)
                .kernels(KernelChoice.choose("reference")) // needs no JVM option, and no speed
                .regularizers(List.of(regularizer));
    }

    /** Ends after the first step of the second epoch, and goes on from there. */
    private static String resumed(NamedRegularizer regularizer) {
        try {
            Path checkpoint = Files.createTempFile("contract", ".safetensors");
            try {
                Trainer trainer = trainer(regularizer);
                train(trainer.checkpoint(checkpoint).listener(new Ends()));
                return train(trainer.resume(checkpoint));
            } finally {
                Files.delete(checkpoint);
            }
        } catch (IOException | UncheckedIOException e) { // what a regularizer throws in training is another exception
            throw new NotCheckedException(
                    "cannot write a checkpoint to try into " + System.getProperty("java.io.tmpdir") + " ("
                            + e.getMessage()
                            + "); make room there, or name another folder by java -Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private static final class Ends implements TrainingListener {
        private boolean now;

        @Override
        public void step(int epoch, int step, int stepsPerEpoch, float loss) {
            now = epoch == 1;
        }

        @Override
        public boolean wantsToEnd() {
            return now;
        }
    }
}

package dev.lanewise.testkit;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.Trainer;
import java.util.List;

/** What must hold of any regularizer in the engine itself. */
final class TrainingChecks {
    static final int[] HIDDEN = {33, 20};

    private static final int SIDE = 5;
    private static final int IMAGES = 95;
    private static final int CLASSES = 3;

    private TrainingChecks() {}

    static Check of(NamedRegularizer regularizer) {
        return new Check("training gives the same bits on one, two and three threads", () -> {
            String one = train(regularizer, 1);
            if (!one.equals(train(regularizer, 2)) || !one.equals(train(regularizer, 3))) {
                throw new ContractViolation("trained weights depend on the number of threads");
            }
        });
    }

    private static String train(NamedRegularizer regularizer, int threads) {
        LabelledImages images = RandomImages.of(IMAGES, SIDE, CLASSES);
        Sequential net = Sequential.mlp(HIDDEN, images.classes());
        Trainer.sgd(0.05f)
                .batchSize(60)
                .epochs(2)
                .threads(threads)
                .kernels(KernelChoice.choose("reference")) // needs no JVM option, and no speed
                .regularizers(List.of(regularizer))
                .fit(net, images, null);
        return ModelFile.weightsSha256(net);
    }
}

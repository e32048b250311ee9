package dev.lanewise.cli.bits;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.CheckpointInterval;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** How a run comes to its end. */
enum Course {
    STRAIGHT {
        @Override
        Sequential end(Case of, Trainer trainer, LabelledImages data, Path checkpoint, SplittableRandom random) {
            Sequential net = of.network();
            trainer.fit(net, data, null);
            return net;
        }
    },

    RESUMED_AT_EACH_EPOCH {
        @Override
        Sequential end(Case of, Trainer trainer, LabelledImages data, Path checkpoint, SplittableRandom random) {
            Sequential net = of.network();
            trainer.epochs(1).checkpoint(checkpoint).fit(net, data, null);
            for (int epochs = 2; epochs <= Case.EPOCHS; epochs++) {
                net = of.network();
                trainer.epochs(epochs).checkpoint(checkpoint).resume(checkpoint).fit(net, data, null);
            }
            return net;
        }
    },

    /** After any step, without a last checkpoint. */
    KILLED {
        @Override
        Sequential end(Case of, Trainer trainer, LabelledImages data, Path checkpoint, SplittableRandom random)
                throws IOException {
            Files.deleteIfExists(checkpoint);
            Trainer kept = trainer.checkpoint(checkpoint, CheckpointInterval.parse("2steps"), Map::of);
            try {
                kept.listener(killAfter(random.nextInt(1, of.steps() + 1))).fit(of.network(), data, null);
                throw new AssertionError("not killed");
            } catch (Killed e) {
                Sequential net = of.network();
                boolean begun = Files.exists(checkpoint);
                (begun ? trainer.resume(checkpoint) : trainer).fit(net, data, null);
                return net;
            }
        }
    };

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The network that it comes to. */
    abstract Sequential end(Case of, Trainer trainer, LabelledImages data, Path checkpoint, SplittableRandom random)
            throws IOException;

    private static TrainingListener killAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                if (++done == steps) {
                    throw new Killed();
                }
            }
        };
    }
}

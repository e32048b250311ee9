import dev.lanewise.data.Dataset;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.train.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.NamedRegularizer;
import dev.lanewise.train.Origin;
import dev.lanewise.train.Schedule;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/** Writes the checkpoints of this folder, and prints the weights' hash after all epochs. See README.md. */
public class WriteCheckpoints {
    public static void main(String[] folder) {
        write(folder[0], "sgd", Trainer.sgd(0.1f).schedule(Schedule.step(1, 0.5)));
        write(folder[0], "nesterov", Trainer.nesterov(0.05f, 0.8f).shuffle(false).regularizer(Dropout.of(0.4)));
        write(folder[0], "adamw", Trainer.adamW(0.01f).schedule(Schedule.cosine(1)));
        WeightDecay decay = (layer, step) -> 0.99f;
        NamedRegularizer named = new NamedRegularizer("mine:0.01", "mine", "1", Origin.PROGRAM, decay);
        write(folder[0], "adamw-decayed-twice", Trainer.adamW(0.01f).regularizers(List.of(named)));
    }

    private static void write(String folder, String name, Trainer trainer) {
        Trainer four = trainer.batchSize(10).epochs(4).seed(5);
        Sequential whole = net();
        four.fit(whole, images(), null);
        TrainingListener stopsAfterTwo = new TrainingListener() {
            @Override
            public void epochStarted(int epoch) {
                if (epoch == 2) {
                    throw new CancellationException();
                }
            }
        };
        try {
            four.checkpoint(Path.of(folder, name + ".safetensors")).listener(stopsAfterTwo).fit(net(), images(), null);
        } catch (CancellationException e) {
            System.out.println(name + " " + ModelFile.weightsSha256(whole));
        }
    }

    private static Sequential net() {
        return Sequential.of(Dropout.of(0.1), Dense.relu(6), Dropout.of(0.3), Dense.linear(3));
    }

    /** The same as TinyImages.images(30, 12, 3, 1). */
    private static Dataset images() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] pixels = new byte[30 * 12];
        random.nextBytes(pixels);
        byte[] labels = new byte[30];
        for (int i = 0; i < 30; i++) {
            labels[i] = (byte) random.nextInt(3);
        }
        return new Dataset(pixels, labels, 12, 1, Collections.nCopies(3, "class"));
    }
}

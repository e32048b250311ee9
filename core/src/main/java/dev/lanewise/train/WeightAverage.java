package dev.lanewise.train;

import dev.lanewise.kernel.Fma;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.parallel.Team;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An average of the network's weights beside them. Between epochs, and while a checkpoint is written, the two change places: whoever
 * looks at the network then, looks at the average.
 */
final class WeightAverage {
    private final Averaging averaging;
    private final Tasks tasks;
    private final Sequential other;
    private final List<float[]> weights = new ArrayList<>();
    private final List<float[]> averages = new ArrayList<>();

    /** How many weights the average is of. */
    private long count;

    private boolean shown;

    /** @param net with parameters */
    WeightAverage(Averaging averaging, Sequential net, Team team) {
        this.averaging = averaging;
        tasks = new Tasks(team);
        other = net.copy();
        addTo(weights, net);
        addTo(averages, other);
    }

    private static void addTo(List<float[]> arrays, Sequential net) {
        for (DenseParameters each : net.parameters()) {
            arrays.addAll(each.arrays());
        }
    }

    /** An update was made. */
    void afterStep() {
        if (averaging instanceof Averaging.Ema ema) {
            count++;
            add(1 - Math.min(ema.decay(), (1.0 + count) / (10.0 + count)));
        }
    }

    /** An epoch, 1, 2, …, was done. */
    void afterEpoch(int number) {
        if (averaging instanceof Averaging.Swa swa && number >= swa.first()) {
            count++;
            add(1.0 / count);
        }
    }

    private void add(double share) {
        float part = (float) share;
        tasks.run(tasks.workers(), (task, worker) -> {
            for (int i = 0; i < weights.size(); i++) {
                float[] from = weights.get(i);
                float[] to = averages.get(i);
                int end = tasks.first(from.length, task + 1);
                for (int j = tasks.first(from.length, task); j < end; j++) {
                    to[j] = Fma.fma(part, from[j] - to[j], to[j]);
                }
            }
        });
    }

    /** Puts the average into the network, if there is one yet. */
    void show() {
        if (!shown && count > 0) {
            exchange();
        }
    }

    /** Puts the weights of training back into the network. */
    void hide() {
        if (shown) {
            exchange();
        }
    }

    private void exchange() {
        for (int i = 0; i < weights.size(); i++) {
            float[] kept = weights.get(i).clone();
            System.arraycopy(averages.get(i), 0, weights.get(i), 0, kept.length);
            System.arraycopy(kept, 0, averages.get(i), 0, kept.length);
        }
        shown = !shown;
    }

    /** Adds the weights of training to a checkpoint of the average. */
    void write(Map<String, Tensor> tensors) {
        if (shown) {
            ModelFile.parameters(other).forEach((name, tensor) -> tensors.put(ModelFile.TRAINED + name, tensor));
        }
    }

    /**
     * Takes both from a checkpoint whose other tensors are in the network already.
     *
     * @param steps of the run that were done
     * @param epochs that were done
     */
    void read(Path file, Map<String, Tensor> tensors, long steps, int epochs) {
        count = averaging instanceof Averaging.Swa swa ? Math.max(0, epochs - swa.first() + 1) : steps;
        if (count == 0) {
            return;
        }
        try {
            ModelFile.setParameters(other, tensors, ModelFile.TRAINED);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ModelFileException(file, "lacks the weights that are averaged; resume from another checkpoint");
        }
        shown = true;
        hide();
    }
}

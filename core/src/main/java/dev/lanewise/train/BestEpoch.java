package dev.lanewise.train;

import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Sequential;
import java.nio.file.Path;
import java.util.Map;

/** The epoch with the lowest loss on the validation set so far, and the parameters that it left. */
final class BestEpoch {
    private static final String EPOCH = "lanewise.best epoch";
    private static final String LOSS = "lanewise.best loss";

    private final EarlyStopping stopping;
    private final Sequential net;
    private final Sequential kept;
    private int epoch;
    private double loss;

    /** @param net with parameters */
    BestEpoch(EarlyStopping stopping, Sequential net) {
        this.stopping = stopping;
        this.net = net;
        kept = net.copy();
    }

    /** Hears of the loss after an epoch, 1, 2, …. */
    void see(int number, double validationLoss) {
        if (epoch == 0 || stopping.isGain(validationLoss, loss)) {
            epoch = number;
            loss = validationLoss;
            copy(net, kept);
        }
    }

    /** Whether training is over after so many epochs. */
    boolean isOver(int epochsDone) {
        return epoch > 0 && epochsDone - epoch >= stopping.patience();
    }

    /** The number of the epoch; 0 before there is one. */
    int epoch() {
        return epoch;
    }

    /** Gives the network the parameters of this epoch, if there is one. */
    void restore() {
        if (epoch > 0) {
            copy(kept, net);
        }
    }

    private static void copy(Sequential from, Sequential to) {
        from.regularizerState().forEach((name, values) -> {
            float[] target = to.regularizerState().get(name);
            System.arraycopy(values, 0, target, 0, values.length);
        });
        for (int l = 0; l < from.parameters().size(); l++) {
            to.parameters().get(l).copyFrom(from.parameters().get(l));
        }
    }

    /** Adds it to a checkpoint. */
    void write(Map<String, Tensor> tensors, Map<String, String> metadata) {
        ModelFile.parameters(kept).forEach((name, tensor) -> tensors.put(ModelFile.BEST + name, tensor));
        metadata.put(EPOCH, Integer.toString(epoch));
        metadata.put(LOSS, Double.toString(loss));
    }

    /**
     * Takes it from a checkpoint.
     *
     * @throws ModelFileException if it is not there
     */
    void read(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        try {
            ModelFile.setParameters(kept, tensors, ModelFile.BEST);
            epoch = Integer.parseInt(metadata.get(EPOCH));
            loss = Double.parseDouble(metadata.get(LOSS));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new ModelFileException(file, "lacks the best epoch so far; resume from another checkpoint");
        }
    }
}

package dev.lanewise.predict;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.CrossEntropy;
import dev.lanewise.nn.Inference;
import dev.lanewise.nn.Sequential;
import dev.lanewise.parallel.Team;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a network over a data set in inference, in large batches on all threads. The result does not depend on their number. */
public final class Evaluator {
    /** Images a worker takes at a time. */
    private static final int BATCH = 256;

    private final Kernels kernels;
    private final int threads;
    private final Team shared;

    /**
     * An evaluator with threads of its own while it works.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public Evaluator(Kernels kernels, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads must be at least 1, but is " + threads);
        }
        this.kernels = kernels;
        this.threads = threads;
        this.shared = null;
    }

    /** An evaluator that borrows a team between its steps. */
    public Evaluator(Kernels kernels, Team team) {
        this.kernels = kernels;
        this.threads = team.size();
        this.shared = team;
    }

    /**
     * Loss, accuracy and confusion matrix.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public Evaluation evaluate(Sequential net, LabelledImages data) {
        int classes = net.classes();
        if (data.classes() > classes) {
            throw new IllegalArgumentException(
                    "the network tells " + classes + " classes apart, but the data has " + data.classes());
        }
        float[] logits = logits(net, data);
        CrossEntropy crossEntropy = new CrossEntropy(kernels, classes);
        int[][] confusion = new int[classes][classes];
        double loss = 0;
        int hits = 0;
        for (int i = 0; i < data.size(); i++) {
            int label = data.labels()[i] & 0xFF;
            int prediction = CrossEntropy.argmax(logits, i * classes, classes);
            loss += crossEntropy.loss(logits, i * classes, label);
            confusion[label][prediction]++;
            hits += prediction == label ? 1 : 0;
        }
        return new Evaluation(loss / data.size(), (double) hits / data.size(), confusion);
    }

    /**
     * The probability of each class for each image, row-major [images][classes].
     *
     * @throws IllegalArgumentException if the images have another number of pixels than the network has inputs
     */
    public float[] probabilities(Sequential net, LabelledImages data) {
        int classes = net.classes();
        float[] rows = logits(net, data);
        CrossEntropy crossEntropy = new CrossEntropy(kernels, classes);
        for (int at = 0; at < rows.length; at += classes) {
            float sum = crossEntropy.exponentials(rows, at, rows[at + CrossEntropy.argmax(rows, at, classes)]);
            for (int c = 0; c < classes; c++) {
                rows[at + c] = crossEntropy.exponentials()[c] / sum;
            }
        }
        return rows;
    }

    /**
     * The outputs of a hidden layer for each image, after its activation, row-major [images][units].
     *
     * @param layer 0 for the first
     * @throws IndexOutOfBoundsException if the network has no such hidden layer
     * @throws IllegalArgumentException if the images have another number of pixels than the network has inputs
     */
    public float[] activations(Sequential net, int layer, LabelledImages data) {
        Objects.checkIndex(layer, net.hidden().length);
        return outputs(net, layer + 1, data);
    }

    private float[] logits(Sequential net, LabelledImages data) {
        return outputs(net, net.dense().size(), data);
    }

    private float[] outputs(Sequential net, int layers, LabelledImages data) {
        float[] out = new float
                [Math.multiplyExact(data.size(), net.dense().get(layers - 1).units())];
        AtomicInteger next = new AtomicInteger();
        Team.Phase phase = worker -> {
            Inference inference = new Inference(kernels, net, layers, BATCH);
            for (int from = next.getAndAdd(BATCH); from < data.size(); from = next.getAndAdd(BATCH)) {
                inference.run(data, from, Math.min(from + BATCH, data.size()), out);
            }
        };
        if (shared != null) {
            shared.run(phase);
        } else {
            try (Team own = new Team(threads)) {
                own.run(phase);
            }
        }
        return out;
    }
}

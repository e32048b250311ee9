package dev.lanewise.predict;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Target;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Classes;
import dev.lanewise.nn.Inference;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.parallel.Team;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a network over a data set in inference, in large batches on all threads. The result does not depend on their number. */
public final class Evaluator {
    /** Samples a worker takes at a time. */
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
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.threads = threads;
        this.shared = null;
    }

    /** An evaluator that borrows a team between its steps. */
    public Evaluator(Kernels kernels, Team team) {
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.threads = team.size();
        this.shared = team;
    }

    /**
     * Loss, accuracy and confusion matrix.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or there is none
     */
    public Evaluation evaluate(Sequential net, Samples data) {
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(data, "data");
        if (data.size() < 1) {
            throw new IllegalArgumentException("there are no " + data.samplesName() + " to evaluate the network on");
        }
        net.loss().check(data, net.classes());
        Tally tally = new Tally(net, kernels, data);
        float[] outputs = outputs(net, net.dense().size(), data);
        for (int from = 0; from < data.size(); from += BATCH) {
            tally.add(data, from, Math.min(BATCH, data.size() - from), outputs);
        }
        return tally.result();
    }

    /**
     * What the network predicts for each sample, such as the probability of each class, row-major [samples][outputs].
     *
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     */
    public float[] probabilities(Sequential net, Samples data) {
        float[] rows = outputs(net, net.dense().size(), data);
        Loss.Rows loss = net.loss().rows(kernels, net.classes());
        for (int at = 0; at < rows.length; at += net.classes()) {
            loss.predict(rows, at);
        }
        return rows;
    }

    /**
     * The outputs of a hidden layer for each sample, after its activation, row-major [samples][units].
     *
     * @param layer 0 for the first
     * @throws IndexOutOfBoundsException if the network has no such hidden layer
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     */
    public float[] activations(Sequential net, int layer, Samples data) {
        Objects.checkIndex(layer, net.hidden().length);
        return outputs(net, layer + 1, data);
    }

    private float[] outputs(Sequential net, int layers, Samples data) {
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

    /** Adds samples up, in their order. */
    private static final class Tally {
        private final Loss.Rows loss;
        private final int classes;
        private final int[] order = new int[BATCH];
        private final float[] truth;
        private final int[][] confusion;
        private final boolean counts;
        private double sum;
        private int hits;
        private int samples;

        Tally(Sequential net, Kernels kernels, Samples data) {
            classes = net.classes();
            loss = net.loss().rows(kernels, classes);
            counts = net.loss().predicts() != Predicts.VALUES;
            truth = new float[Math.multiplyExact(BATCH, classes)];
            boolean confuses = counts && data.target() == Target.CLASS;
            confusion = confuses ? new int[classes][classes] : new int[0][0];
        }

        void add(Samples data, int from, int rows, float[] outputs) {
            Arrays.setAll(order, r -> from + r);
            data.targets(order, 0, rows, truth, classes);
            for (int r = 0; r < rows; r++) {
                int at = (from + r) * classes;
                sum += loss.value(outputs, at, truth, r * classes);
                hits += loss.hit(outputs, at, truth, r * classes) ? 1 : 0;
                if (confusion.length > 0) {
                    confusion[Classes.greatest(truth, r * classes, classes)][Classes.greatest(outputs, at, classes)]++;
                }
            }
            samples += rows;
        }

        Evaluation result() {
            return new Evaluation(sum / samples, counts ? (double) hits / samples : Double.NaN, confusion);
        }
    }
}

package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Which products leave out the zeros in the present step. That depends on the shares of non-zeros counted in the steps before,
 * on what was seen to be {@linkplain Fastest fastest}, and on whether all numbers are finite; it never shows in a bit of the
 * result.
 */
final class Sparsity {
    /** How the gradient of a layer's weights is computed; the numbers of the ways. */
    enum WeightGradient {
        /** With all zeros. */
        DENSE("with all zeros"),
        /** Without those of the layer's input. */
        FROM_INPUT("without the zeros of the input"),
        /** Without those of the gradients of the layer's sums. */
        FROM_GRADIENT("without the zeros of the gradients"),
        /** Without those that neighbouring inputs share; of the first layer only. */
        GROUPED(WITHOUT_SHARED_ZEROS);

        private final String name;

        WeightGradient(String name) {
            this.name = name;
        }
    }

    private static final String WITHOUT_ZEROS = "without zeros";
    private static final String WITHOUT_SHARED_ZEROS = "without shared zeros";

    private static final WeightGradient[] WAYS = WeightGradient.values();

    /** The number of the way of a product that goes forward or back without zeros. */
    private static final int LISTED = 1;

    /**
     * The number of the way of the first product without the zeros that samples share. Units of other layers seldom are zero in the same
     * samples.
     */
    private static final int GROUPED = 2;

    /** What a way takes that is not there. */
    private static final double NEVER = Double.POSITIVE_INFINITY;

    /** The gradient of weights from the lists of the other operand must still be transposed, which takes time, too. */
    private static final double TRANSPOSED = 0.85;

    /** In the first so many steps operands are listed to be counted, and the ways of each product tried in turn. */
    private static final int FIRST = 24;

    /**
     * From this step on that is done again, as the compiler came in between the first time, but for ways that were hopeless. Gradients of
     * weights leave out shared zeros from here on only: a run of fewer steps would not win back what it takes to compile that.
     */
    private static final int AGAIN = 256;

    /** And from this one. Products that go forward win less by leaving out shared zeros, and there is more to compile. */
    private static final int LATE = 4096;

    /** After that, once in so many; in the next step the fastest is timed. */
    private static final int TRY_EVERY = 64;

    private final Kernels kernels;
    private final LayerState[] layers;
    private final Operand[] inputs;
    private final Operand[] gradients;
    private final Fastest[] forward;
    private final Fastest[] backward;
    private final Fastest[] weights;
    private final int panels;
    private final int fullBatch;
    private final boolean byClock;
    private long steps; // of this process, as a run that is resumed has nothing tried or compiled yet
    private boolean counted;
    private boolean timed;
    private double terms;
    private int termSteps;

    /** Cleared by any worker that sees a weight that is not finite; then no later step leaves out anything. */
    private volatile boolean finiteWeights = true;

    /** Cleared by any worker that sees a feature, activation or gradient of this step that is not finite. */
    private volatile boolean finiteBatch = true;

    Sparsity(Kernels kernels, LayerState[] layers, LayerInputs batch, int fullBatch, int workers) {
        this.kernels = kernels;
        this.layers = layers;
        this.fullBatch = fullBatch;
        panels = kernels.listedPanels();
        byClock = kernels.listedBelow() > 0 && kernels.listedBelow() < 1;
        inputs = new Operand[layers.length];
        gradients = new Operand[layers.length];
        forward = new Fastest[layers.length];
        backward = new Fastest[layers.length];
        weights = new Fastest[layers.length];
        for (int l = 0; l < layers.length; l++) {
            inputs[l] = new Operand(batch.of(l, 0), kernels.listedDepth());
            gradients[l] = new Operand(layers[l].gradient, kernels.listedDepth());
            double listed = guess(isWide(l), kernels.listedBelow());
            double transposed = guess(inputs[l].matrix.panels() >= panels, TRANSPOSED * kernels.listedBelow());
            int together = Math.min(kernels.densePanels(), WeightParts.own(layers[l].output.panels(), workers));
            double grouped = guess(l == 0, kernels.groupedBelow(fullBatch / workers, together));
            double groupedWeights = guess(l == 0, kernels.groupedBelow(inputs[l].matrix.columns(), together));
            boolean hidden = l < layers.length - 1;
            forward[l] = hidden ? new Fastest(1, listed, grouped) : new Fastest(1, NEVER, NEVER);
            backward[l] = new Fastest(1, l + 2 < layers.length ? listed : NEVER);
            weights[l] = new Fastest(1, listed, transposed, groupedWeights);
        }
    }

    /** What a way would take for all terms, if it takes as long as way 0 for so large a share of them; never for a share of none. */
    private static double guess(boolean possible, double share) {
        return possible ? 1 / share : NEVER;
    }

    /** Decides for the products up to the gradients of all layers. */
    void plan(int batchSize) {
        long step = steps++;
        finiteBatch = true;
        boolean manyTrials = isFirst(step, 0) || isFirst(step, AGAIN) || isFirst(step, LATE);
        counted = (manyTrials || step % TRY_EVERY == 0) && batchSize == fullBatch;
        timed = byClock && (counted || step % TRY_EVERY == 1) && batchSize == fullBatch;
        int last = layers.length - 1;
        for (int l = 0; l <= last; l++) {
            forward[l].share(LISTED, inputs[l].share);
            forward[l].share(GROUPED, inputShareFrom(LATE, l));
            choose(forward[l], finiteWeights);
            want(inputs[l], isListed(forward[l]) || counted);
        }
        for (int l = 0; l < last; l++) {
            backward[l].share(LISTED, gradients[l + 1].share);
            choose(backward[l], finiteWeights);
        }
        for (int l = 0; l <= last; l++) { // those of the last layer are few, and none is zero
            want(gradients[l], l > 0 && isListed(backward[l - 1]) || counted && l < last);
        }
    }

    /** The share of a layer's input that is not zero, for what is done from a step on only. */
    private double inputShareFrom(int firstStep, int layer) {
        boolean begun = steps > firstStep || !byClock; // steps counts the present one
        return begun ? inputs[layer].share : NEVER;
    }

    private static boolean isFirst(long step, int from) {
        return step >= from && step < from + FIRST;
    }

    private void choose(Fastest product, boolean finite) {
        if (!finite) {
            product.chooseFirst();
        } else if (timed && counted) {
            product.chooseForTrial();
        } else {
            product.choose();
        }
    }

    private void want(Operand operand, boolean byRows) {
        operand.byRows = byRows;
        operand.byColumns = false;
        operand.prepare();
    }

    /** Decides for the gradients of weights, once all activations and gradients are there. */
    void planWeights() {
        for (int l = 0; l < layers.length; l++) {
            weights[l].share(WeightGradient.FROM_INPUT.ordinal(), inputs[l].share);
            weights[l].share(WeightGradient.FROM_GRADIENT.ordinal(), gradients[l].share);
            weights[l].share(WeightGradient.GROUPED.ordinal(), inputShareFrom(AGAIN, l));
            choose(weights[l], finiteBatch && finiteWeights);
            inputs[l].byColumns = weightGradient(l) == WeightGradient.FROM_INPUT;
            gradients[l].byColumns = weightGradient(l) == WeightGradient.FROM_GRADIENT;
            inputs[l].prepare();
            gradients[l].prepare();
        }
    }

    /** Whether a layer has as many units as a product without zeros computes at a time. */
    private boolean isWide(int layer) {
        return layers[layer].output.panels() >= panels;
    }

    /** Counts and remembers, for the plans to come. */
    void endStep(int batchSize) {
        for (int l = 0; l < layers.length; l++) {
            inputs[l].count(batchSize);
            gradients[l].count(batchSize);
            forward[l].endStep();
            backward[l].endStep();
            weights[l].endStep();
        }
        terms += termsOfStep();
        termSteps++;
    }

    /** Whether a product that goes forward or back leaves out the zeros now. */
    static boolean isListed(Fastest product) {
        return product.chosen() == LISTED;
    }

    /** Whether the product of a layer that goes forward leaves out the zeros that samples share now. */
    boolean isGrouped(int layer) {
        return forward[layer].chosen() == GROUPED;
    }

    /** How the products of each layer are computed, where none is tried. */
    List<ProductWays> ways() {
        List<ProductWays> out = new ArrayList<>();
        for (int l = 0; l < layers.length; l++) {
            String back = l == 0 ? "none" : name(backward[l - 1]);
            out.add(new ProductWays(name(forward[l]), back, WAYS[way(weights[l])].name));
        }
        return out;
    }

    private int way(Fastest product) {
        return finiteWeights ? product.fastest() : 0;
    }

    private String name(Fastest product) {
        return switch (way(product)) {
            case LISTED -> WITHOUT_ZEROS;
            case GROUPED -> WITHOUT_SHARED_ZEROS;
            default -> WeightGradient.DENSE.name;
        };
    }

    /** Whether the products of this step are timed. */
    boolean timed() {
        return timed;
    }

    /**
     * The share of the terms of all products that were computed since this was asked last, by what was counted; where only shared zeros
     * are left out, as if all zeros were.
     */
    double terms() {
        double mean = terms / termSteps;
        terms = 0;
        termSteps = 0;
        return mean;
    }

    private double termsOfStep() {
        double all = 0;
        double computed = 0;
        for (int l = 0; l < layers.length; l++) {
            double product = (double) layers[l].parameters.inputs() * layers[l].parameters.units();
            computed += product * (forward[l].terms() + weights[l].terms());
            all += 2 * product;
            if (l > 0) {
                computed += product * backward[l - 1].terms();
                all += product;
            }
        }
        return computed / all;
    }

    /** How many panels a product forward or back with all zeros computes at most at a time. */
    int densePanels() {
        return kernels.densePanels();
    }

    /** How many panels a product without zeros computes at a time. */
    int panels() {
        return panels;
    }

    Operand input(int layer) {
        return inputs[layer];
    }

    Operand gradient(int layer) {
        return gradients[layer];
    }

    Fastest forward(int layer) {
        return forward[layer];
    }

    Fastest backward(int layer) {
        return backward[layer];
    }

    Fastest weights(int layer) {
        return weights[layer];
    }

    WeightGradient weightGradient(int layer) {
        return WAYS[weights[layer].chosen()];
    }

    /**
     * Looks whether a tile of the batch, activations or gradients is finite, as one of them may be the right operand of a product that
     * leaves out zeros, where zero times infinity would be left out too.
     */
    void watch(PanelMatrix of, Tile tile) {
        int at = of.offset(tile.panel, tile.row);
        if (!kernels.finite(of.data(), at, tile.rows * PanelMatrix.WIDTH)) {
            finiteBatch = false;
        }
    }

    /** Looks whether weights are finite, likewise. */
    void watch(float[] weights, int offset, int length) {
        if (!kernels.finite(weights, offset, length)) {
            finiteWeights = false;
        }
    }

    /** Forgets what was seen of weights that have been replaced since. */
    void weightsAreNew() {
        finiteWeights = true;
    }
}

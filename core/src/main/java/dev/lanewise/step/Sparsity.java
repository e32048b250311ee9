package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import java.util.function.BooleanSupplier;

/**
 * Which products leave out the zeros in the present step. That depends on the shares of non-zeros counted in the steps before
 * and on whether all numbers are finite, and never shows in a bit of the result.
 */
final class Sparsity {
    /** What of its left operand a product leaves out. */
    enum Listing {
        /** Nothing. */
        DENSE,
        /** The zeros of each row. */
        ROWS,
        /** What is zero in four rows at a time. */
        SHARED_ROWS
    }

    /** How the gradient of a layer's weights is computed. */
    enum WeightGradient {
        /** With all zeros. */
        DENSE,
        /** Without those of the layer's input. */
        FROM_INPUT,
        /** Without those of the gradients of the layer's sums. */
        FROM_GRADIENT
    }

    /** The gradient of weights from the lists of the other operand must still be transposed, which takes time, too. */
    private static final double TRANSPOSED = 0.85;

    /** Every so many steps operands that are not listed are listed all the same, to count. */
    private static final int COUNT_EVERY = 64;

    private final LayerState[] layers;
    private final Operand[] inputs;
    private final Operand[] gradients;
    private final Listing[] forward;
    private final Listing[] backward;
    private final WeightGradient[] weights;
    private final int panels;
    private final double listedBelow;
    private final double sharedBelow;

    /** Cleared by any worker that sees a weight that is not finite; then no later step leaves out anything. */
    private volatile boolean finiteWeights = true;

    /** Cleared by any worker that sees an activation or gradient of this step that is not finite. */
    private volatile boolean finiteBatch = true;

    private final Kernels kernels;

    Sparsity(Kernels kernels, LayerState[] layers, LayerInputs batch) {
        this.kernels = kernels;
        this.layers = layers;
        panels = kernels.listedPanels();
        listedBelow = kernels.listedBelow();
        sharedBelow = kernels.sharedBelow();
        inputs = new Operand[layers.length];
        gradients = new Operand[layers.length];
        for (int l = 0; l < layers.length; l++) {
            inputs[l] = new Operand(batch.of(l, 0));
            gradients[l] = new Operand(layers[l].gradient);
        }
        forward = new Listing[layers.length];
        backward = new Listing[layers.length];
        weights = new WeightGradient[layers.length];
    }

    /** Decides for the products up to the gradients of all layers. */
    void plan(long step) {
        finiteBatch = true;
        boolean count = step % COUNT_EVERY == 0;
        for (int l = 0; l < layers.length; l++) {
            boolean hidden = l < layers.length - 1;
            forward[l] = hidden && isWide(l) ? fastest(inputs[l]) : Listing.DENSE;
            backward[l] = hidden && l + 2 < layers.length && isWide(l) ? fastest(gradients[l + 1]) : Listing.DENSE;
        }
        for (int l = 0; l < layers.length; l++) {
            want(inputs[l], forward[l], count);
            want(gradients[l], l > 0 ? backward[l - 1] : Listing.DENSE, count && l < layers.length - 1);
        }
    }

    private Listing fastest(Operand operand) {
        double rows = finiteWeights ? operand.share / listedBelow : 1;
        double shared = finiteWeights && sharedBelow > 0 ? operand.shareOfShared / sharedBelow : 1;
        if (Math.min(rows, shared) >= 1) {
            return Listing.DENSE;
        }
        return rows <= shared ? Listing.ROWS : Listing.SHARED_ROWS;
    }

    private void want(Operand operand, Listing listing, boolean count) {
        operand.byRows = listing == Listing.ROWS || count;
        operand.bySharedRows = listing == Listing.SHARED_ROWS || count && sharedBelow > 0;
        operand.byColumns = false;
        operand.prepare();
    }

    /** Decides for the gradients of weights, once all activations and gradients are there. */
    void planWeights() {
        for (int l = 0; l < layers.length; l++) {
            weights[l] = finiteBatch && finiteWeights ? cheapest(l) : WeightGradient.DENSE;
            inputs[l].byColumns = weights[l] == WeightGradient.FROM_INPUT;
            gradients[l].byColumns = weights[l] == WeightGradient.FROM_GRADIENT;
            inputs[l].prepare();
            gradients[l].prepare();
        }
    }

    private WeightGradient cheapest(int l) {
        double input = isWide(l) ? inputs[l].share / listedBelow : 1;
        double gradient = inputs[l].matrix.panels() >= panels ? gradients[l].share / (TRANSPOSED * listedBelow) : 1;
        if (Math.min(input, gradient) >= 1) {
            return WeightGradient.DENSE;
        }
        return input <= gradient ? WeightGradient.FROM_INPUT : WeightGradient.FROM_GRADIENT;
    }

    /** Whether a layer has as many units as a product without zeros computes at a time. */
    private boolean isWide(int layer) {
        return layers[layer].output.panels() >= panels;
    }

    /** Counts, for the plans to come. */
    void count(int batchSize) {
        for (int l = 0; l < layers.length; l++) {
            inputs[l].count(batchSize);
            gradients[l].count(batchSize);
        }
    }

    /** The share of the terms of all products of this step that were computed, as counted last. */
    double terms() {
        double all = 0;
        double computed = 0;
        for (int l = 0; l < layers.length; l++) {
            double product = (double) layers[l].parameters.inputs() * layers[l].parameters.units();
            computed += product * share(inputs[l], forward[l]);
            computed += product
                    * switch (weights[l]) {
                        case DENSE -> 1;
                        case FROM_INPUT -> inputs[l].share;
                        case FROM_GRADIENT -> gradients[l].share;
                    };
            all += 2 * product;
            if (l > 0) {
                computed += product * share(gradients[l], backward[l - 1]);
                all += product;
            }
        }
        return computed / all;
    }

    private static double share(Operand operand, Listing listing) {
        return switch (listing) {
            case DENSE -> 1;
            case ROWS -> operand.share;
            case SHARED_ROWS -> operand.shareOfShared;
        };
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

    BooleanSupplier forward(int layer, boolean listed) {
        return () -> forward[layer] != Listing.DENSE == listed;
    }

    BooleanSupplier backward(int layer, boolean listed) {
        return () -> backward[layer] != Listing.DENSE == listed;
    }

    /** The lists of a layer's input that its forward product takes. */
    NonZeros forwardLists(int layer) {
        return lists(inputs[layer], forward[layer]);
    }

    /** The lists of the gradients of the layer above that the product for a layer's gradients takes. */
    NonZeros backwardLists(int layer) {
        return lists(gradients[layer + 1], backward[layer]);
    }

    private static NonZeros lists(Operand operand, Listing listing) {
        return listing == Listing.SHARED_ROWS ? operand.sharedRows() : operand.rows();
    }

    WeightGradient weightGradient(int layer) {
        return weights[layer];
    }

    /**
     * Looks whether a tile of activations or gradients is finite, as one of them may be the right operand of a product that
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

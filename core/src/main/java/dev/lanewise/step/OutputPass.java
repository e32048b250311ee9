package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Loss;

/** Rows through the output layer, the loss, and back to the gradients of the last hidden layer. */
final class OutputPass {
    private final Hooks hooks;
    private final PanelMatrix outputs;
    private final ForwardPass forward;
    private final BackwardPass backward;
    private final Sparsity sparsity;
    private final TargetView[] targets;
    private final Loss.Rows[] loss;
    private final double[] losses;
    private final boolean[] hits;

    OutputPass(
            Kernels kernels,
            Loss function,
            Hooks hooks,
            LayerState[] layers,
            StepState state,
            BatchRows[] rows,
            ForwardPass forward,
            BackwardPass backward,
            Sparsity sparsity,
            long seed) {
        this.hooks = hooks;
        this.forward = forward;
        this.backward = backward;
        this.sparsity = sparsity;
        outputs = layers[layers.length - 1].output;
        int workers = rows.length;
        targets = new TargetView[workers];
        loss = new Loss.Rows[workers];
        for (int w = 0; w < workers; w++) {
            targets[w] = new TargetView(kernels, state, layers.length - 1, function, outputs.columns(), rows[w], seed);
            loss[w] = function.rows(kernels, outputs.columns());
        }
        losses = new double[outputs.rows()];
        hits = new boolean[outputs.rows()];
    }

    /** @param below the same rows of the last hidden layer; of no panels if there is none */
    void run(Stripe output, Stripe below, int worker) {
        forward.run(output, worker);
        loss(output.row(), output.rows(), worker);
        for (Tile each : output.tiles()) {
            sparsity.watch(outputs, each); // gradients now, which may be infinite although the loss is not
        }
        if (below.tiles().length > 0) {
            backward.run(below, worker);
        }
    }

    private void loss(int row, int rows, int worker) {
        TargetView target = targets[worker];
        target.turnTo(row, rows);
        target.apply(hooks.target());
        loss[worker].gradient(outputs, row, rows, target.targets(), target.truth(), losses, hits);
    }

    /** The losses of the batch, added in row order. */
    double loss(int batchSize) {
        double sum = 0;
        for (int r = 0; r < batchSize; r++) {
            sum += losses[r];
        }
        return sum;
    }

    /** How many rows of the batch were recognised. */
    int hits(int batchSize) {
        int count = 0;
        for (int r = 0; r < batchSize; r++) {
            count += hits[r] ? 1 : 0;
        }
        return count;
    }
}

package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Slice;
import dev.lanewise.optim.StepSize;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.step.WeightParts.Part;
import java.util.List;

/** The last phases of a step: the gradients of some weights, and on the spot their update; then constraints, if any. */
final class WeightUpdates {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final Hooks hooks;
    private final Optimizer optimizer;
    private final LayerState[] layers;
    private final Products products;
    private final StepState state;
    private final Tasks tasks;
    private final Sparsity sparsity;
    private final WeightMatrices matrices;
    private final List<LearnedNumbers> learned;
    private final WeightTiles[] tiles;
    private final WeightParts[] parts;
    private final WeightGradients gradients;
    private final Workspace[] workspaces;
    private final Tasks.Work list = this::list;
    private final Tasks.Work update = this::update;
    private final Tasks.Work constrain = this::constrain;
    private final Tasks.Work learn = this::learn;
    private final WeightGradients.Use apply = this::apply;

    /** The layer whose turn it is, its operand, and its parts; changed between phases only. */
    private Operand listed;

    private Part[] turn;

    WeightUpdates(
            Kernels kernels,
            Hooks hooks,
            Optimizer optimizer,
            LayerState[] layers,
            Products products,
            Sparsity sparsity,
            WeightMatrices matrices,
            StepState state,
            Tasks tasks,
            long seed) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.optimizer = optimizer;
        this.layers = layers;
        this.products = products;
        this.sparsity = sparsity;
        this.matrices = matrices;
        this.state = state;
        this.tasks = tasks;
        learned = hooks.learned();
        tiles = new WeightTiles[layers.length];
        parts = new WeightParts[layers.length];
        for (int l = 0; l < layers.length; l++) {
            tiles[l] = new WeightTiles(layers[l], l);
            parts[l] = new WeightParts(layers[l], l, sparsity.panels(), tasks.workers());
        }
        gradients = new WeightGradients(kernels, layers, tiles, products, state, sparsity.panels(), tasks.workers());
        workspaces = new Workspace[tasks.workers()];
        for (int w = 0; w < workspaces.length; w++) {
            workspaces[w] = new Workspace(new WeightView(kernels, state, layers, seed));
        }
        transposeAll();
    }

    /** Brings the transposed weights up to date after the weights were set from outside. */
    void transposeAll() {
        sparsity.weightsAreNew();
        for (int l = 0; l < layers.length; l++) {
            float[] weights = layers[l].parameters.weightPanels().data();
            sparsity.watch(weights, 0, weights.length);
            for (Part each : parts[l].columns()) {
                transpose(each, workspaces[0]);
            }
        }
    }

    /** Updates all parameters from the gradients of the batch. */
    void run() {
        float rate = optimizer.rate(state.learningRate, state.number);
        float correction = optimizer.correction(state.number);
        for (Workspace each : workspaces) {
            each.size.ofStep(rate, correction);
        }
        matrices.beforeUpdate(tasks);
        sparsity.planWeights();
        for (int l = 0; l < layers.length; l++) {
            long start = sparsity.timed() ? System.nanoTime() : 0;
            list(sparsity.input(l));
            list(sparsity.gradient(l));
            turn = parts[l].of(sparsity.weightGradient(l));
            tasks.run(turn.length, update);
            sparsity.weights(l).add(sparsity.timed() ? System.nanoTime() - start : 0);
        }
        if (!learned.isEmpty()) {
            tasks.run(learned.size(), learn);
        }
        matrices.afterUpdate(tasks);
        for (int l = 0; l < layers.length && hooks.changeWeights(); l++) {
            turn = parts[l].columns();
            tasks.run(turn.length, constrain);
        }
    }

    private void list(Operand operand) {
        if (operand.byColumns) {
            listed = operand;
            tasks.run(operand.matrix.panels(), list);
        }
    }

    private void list(int panel, int worker) {
        products.listColumns(listed, panel, state.batchSize, worker);
    }

    private void update(int task, int worker) {
        Part part = turn[task];
        Workspace work = workspaces[worker];
        work.size.ofParameters(hooks.shrink(part.layer(), false, state), gradientScale());
        gradients.weights(part, worker, apply);
        if (part.firstInputs() == 0) {
            updateVectors(part, worker);
        }
    }

    /** Biases, and what a normalisation learns. */
    private void updateVectors(Part part, int worker) {
        workspaces[worker].size.ofParameters(hooks.shrink(part.layer(), true, state), gradientScale());
        for (int units = part.firstUnits(); units < part.endUnits(); units++) {
            gradients.biases(tiles[part.layer()].bias(units), worker, apply);
        }
        LayerNormState layerNorm = layers[part.layer()].layerNorm;
        for (int units = part.firstUnits(); units < part.endUnits() && layerNorm != null; units++) {
            Workspace work = workspaces[worker];
            layerNorm.update(kernels, optimizer, work.size, units, state.batchSize, work.scratch);
        }
    }

    /** What makes the gradients that the optimizer gets the batch's mean; for regularizers they are that already. */
    private float gradientScale() {
        return hooks.changeGradients() ? 1 : 1f / state.batchSize;
    }

    /** The second half of an update: what becomes of a tile, given its gradient. */
    private void apply(WeightTile tile, float[] gradient, int worker) {
        Workspace work = workspaces[worker];
        if (hooks.changeGradients()) {
            kernels.scale(gradient, 0, tile.rows() * WIDTH, 1f / state.batchSize);
            matrices.addGradient(tile, gradient);
            work.weights.penalize(hooks.penalty(), tile, gradient);
            work.weights.change(hooks.gradient(), tile, gradient);
        }
        Slice slice = tile.slice();
        optimizer.update(kernels, slice, gradient, work.size);
        if (!tile.bias()) {
            sparsity.watch(slice.parameters(), slice.offset(), slice.length());
            if (!hooks.changeWeights()) {
                transpose(tile, work);
            }
        }
    }

    private void transpose(Part part, Workspace work) {
        for (int inputs = part.firstInputs(); inputs < part.endInputs(); inputs++) {
            for (int units = part.firstUnits(); units < part.endUnits(); units++) {
                transpose(tiles[part.layer()].of(inputs, units), work);
            }
        }
    }

    private void transpose(WeightTile tile, Workspace work) {
        PanelMatrix transposed = layers[tile.layer()].transposed;
        if (transposed != null) {
            Slice slice = tile.slice();
            int to = transposed.offset(tile.firstInput() / WIDTH, tile.panel() * WIDTH);
            kernels.transpose(slice.parameters(), slice.offset(), transposed.data(), to, work.scratch);
        }
    }

    private void constrain(int task, int worker) {
        Part part = turn[task];
        Workspace work = workspaces[worker];
        work.weights.constrain(hooks.constraint(), tiles[part.layer()].column(part.firstUnits()));
        transpose(part, work);
    }

    private void learn(int task, int worker) {
        learned.get(task).update(kernels, optimizer, workspaces[worker].size, state);
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final WeightView weights;
        final StepSize size = new StepSize();
        final float[] scratch = new float[WIDTH * WIDTH];

        Workspace(WeightView weights) {
            this.weights = weights;
        }
    }
}

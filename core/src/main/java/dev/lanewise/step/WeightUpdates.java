package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.step.WeightParts.Part;

/** The last phase of a step: some blocks of a weight's gradient at a time, and the update of those weights on the spot. */
final class WeightUpdates {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Kernels kernels;
    private final Hooks hooks;
    private final Optimizer optimizer;
    private final LayerState[] layers;
    private final Products products;
    private final StepState state;
    private final Tasks tasks;
    private final Workspace[] workspaces;
    private final Sparsity sparsity;
    private final WeightParts[] parts;
    private final Tasks.Work list = this::list;
    private final Tasks.Work update = this::update;
    private final Tasks.Work constrain = this::constrain;

    /** The layer whose turn it is, its operand, and its parts; changed between phases only. */
    private Operand listed;

    private Part[] turn;

    private float rate;
    private float correction;

    WeightUpdates(
            Kernels kernels,
            Hooks hooks,
            Optimizer optimizer,
            LayerState[] layers,
            Products products,
            Sparsity sparsity,
            StepState state,
            Tasks tasks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.optimizer = optimizer;
        this.layers = layers;
        this.products = products;
        this.sparsity = sparsity;
        this.state = state;
        this.tasks = tasks;
        workspaces = new Workspace[tasks.workers()];
        for (int w = 0; w < workspaces.length; w++) {
            workspaces[w] = new Workspace(new DenseWeights(kernels, state, layers), sparsity.panels());
        }
        parts = new WeightParts[layers.length];
        for (int l = 0; l < layers.length; l++) {
            parts[l] = new WeightParts(layers[l], l, sparsity.panels(), tasks.workers());
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
        rate = optimizer.rate(state.learningRate, state.number);
        correction = optimizer.correction(state.number);
        sparsity.planWeights();
        for (int l = 0; l < layers.length; l++) {
            list(sparsity.input(l));
            list(sparsity.gradient(l));
            turn = parts[l].of(sparsity.weightGradient(l));
            tasks.run(turn.length, update);
        }
        for (int l = 0; l < layers.length && !hooks.constraint().isEmpty(); l++) {
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
        float shrink = hooks.shrink(part.layer(), false, state);
        switch (part.way()) {
            case DENSE -> updateDense(part, shrink, worker, work);
            case FROM_INPUT -> updateFromInput(part, shrink, worker, work);
            case FROM_GRADIENT -> updateFromGradient(part, shrink, worker, work);
        }
        if (hooks.constraint().isEmpty()) {
            transpose(part, work);
        }
        for (int units = part.firstUnits(); units < part.endUnits() && part.firstInputs() == 0; units++) {
            updateBias(part.layer(), units, work);
        }
    }

    private void updateDense(Part part, float shrink, int worker, Workspace work) {
        int units = part.firstUnits();
        for (int inputs = part.firstInputs(); inputs < part.endInputs(); inputs++) {
            products.weightGradient(part.layer(), inputs, units, state.batchSize, worker, work.gradient);
            apply(part.layer(), inputs, units, shrink, work);
        }
    }

    private void updateFromInput(Part part, float shrink, int worker, Workspace work) {
        int first = part.firstInputs();
        products.weightGradientFromInput(
                part.layer(), first, part.endInputs() - first, part.firstUnits(), worker, work.wide);
        for (int units = part.firstUnits(); units < part.endUnits(); units++) {
            for (int inputs = first; inputs < part.endInputs(); inputs++) {
                int at = work.wide.offset(units - part.firstUnits(), (inputs - first) * WIDTH);
                System.arraycopy(work.wide.data(), at, work.gradient, 0, WIDTH * WIDTH);
                apply(part.layer(), inputs, units, shrink, work);
            }
        }
    }

    private void updateFromGradient(Part part, float shrink, int worker, Workspace work) {
        int first = part.firstUnits();
        products.weightGradientFromGradient(
                part.layer(), first, part.endUnits() - first, part.firstInputs(), worker, work.wide);
        for (int units = first; units < part.endUnits(); units++) {
            for (int inputs = part.firstInputs(); inputs < part.endInputs(); inputs++) {
                int at = work.wide.offset(inputs - part.firstInputs(), (units - first) * WIDTH);
                kernels.transpose(work.wide.data(), at, work.gradient, 0, work.scratch);
                apply(part.layer(), inputs, units, shrink, work);
            }
        }
    }

    /** Updates a block of weights by its gradient. */
    private void apply(int l, int inputs, int units, float shrink, Workspace work) {
        LayerState layer = layers[l];
        PanelMatrix weights = layer.parameters.weightPanels();
        int rows = layer.inputsOfPanel(inputs);
        int at = weights.offset(units, inputs * WIDTH);
        float scale = penalized(l, units, inputs * WIDTH, rows, weights.data(), at, false, work);
        optimizer.update(
                kernels,
                weights.data(),
                layer.weightSlots,
                at,
                work.gradient,
                rows * WIDTH,
                scale,
                rate,
                shrink,
                correction);
        sparsity.watch(weights.data(), at, rows * WIDTH);
    }

    private void updateBias(int l, int units, Workspace work) {
        LayerState layer = layers[l];
        float[] bias = layer.parameters.paddedBias();
        kernels.columnSums(layer.gradient, units, state.batchSize, work.gradient);
        int at = units * WIDTH;
        float scale = penalized(l, units, 0, 1, bias, at, true, work);
        float shrink = hooks.shrink(l, true, state);
        optimizer.update(kernels, bias, layer.biasSlots, at, work.gradient, WIDTH, scale, rate, shrink, correction);
    }

    /** Adds the penalties' gradients, if any; returns what the gradients must still be multiplied by to be the batch's mean. */
    private float penalized(
            int layer, int panel, int firstInput, int rows, float[] parameters, int at, boolean bias, Workspace work) {
        float mean = 1f / state.batchSize;
        if (hooks.penalty().isEmpty()) {
            return mean;
        }
        kernels.scale(work.gradient, 0, rows * WIDTH, mean);
        int units = layers[layer].output.panelColumns(panel);
        work.weights.select(layer, bias, firstInput, panel * WIDTH, rows, units);
        work.weights.penalize(hooks.penalty(), parameters, at, work.gradient);
        return 1;
    }

    private void transpose(Part part, Workspace work) {
        LayerState layer = layers[part.layer()];
        if (layer.transposed == null) {
            return;
        }
        PanelMatrix weights = layer.parameters.weightPanels();
        for (int inputs = part.firstInputs(); inputs < part.endInputs(); inputs++) {
            for (int units = part.firstUnits(); units < part.endUnits(); units++) {
                kernels.transpose(
                        weights.data(),
                        weights.offset(units, inputs * WIDTH),
                        layer.transposed.data(),
                        layer.transposed.offset(inputs, units * WIDTH),
                        work.scratch);
            }
        }
    }

    private void constrain(int task, int worker) {
        Part part = turn[task];
        Workspace work = workspaces[worker];
        int panel = part.firstUnits();
        PanelMatrix weights = layers[part.layer()].parameters.weightPanels();
        work.weights.select(part.layer(), false, 0, panel * WIDTH, weights.rows(), weights.panelColumns(panel));
        work.weights.constrain(hooks.constraint(), weights.data(), weights.offset(panel, 0));
        transpose(part, work);
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final DenseWeights weights;
        final float[] gradient = new float[WIDTH * WIDTH];
        final float[] scratch = new float[WIDTH * WIDTH];

        /** The gradient of many weights, computed at a time without the zeros. */
        final PanelMatrix wide;

        Workspace(DenseWeights weights, int panels) {
            this.weights = weights;
            wide = new PanelMatrix(Products.WIDE_ROWS, panels * WIDTH);
        }
    }
}

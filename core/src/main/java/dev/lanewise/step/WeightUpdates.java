package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.parallel.Tasks;
import java.util.ArrayList;
import java.util.List;

/** The last phase of a step: some blocks of a weight's gradient at a time, and the update of those weights on the spot. */
final class WeightUpdates {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Blocks of a task: some tens of microseconds. */
    private static final int MOST_BLOCKS = 8;

    /** A run of blocks down one panel of a layer's weights. */
    private record Part(int layer, int panel, int firstBlock, int endBlock) {}

    /** All weights in parts; those of worker w are {@code runs[w] … runs[w + 1] - 1}. */
    private record Plan(List<Part> parts, int[] runs) {}

    private final Kernels kernels;
    private final Hooks hooks;
    private final Optimizer optimizer;
    private final LayerState[] layers;
    private final Products products;
    private final StepState state;
    private final Tasks tasks;
    private final Workspace[] workspaces;
    private final Plan updates;
    private final Plan columns;
    private final Tasks.Work update = this::update;
    private final Tasks.Work constrain = this::constrain;

    private float rate;
    private float correction;

    WeightUpdates(
            Kernels kernels,
            Hooks hooks,
            Optimizer optimizer,
            LayerState[] layers,
            Products products,
            StepState state,
            Tasks tasks) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.optimizer = optimizer;
        this.layers = layers;
        this.products = products;
        this.state = state;
        this.tasks = tasks;
        workspaces = new Workspace[tasks.workers()];
        for (int w = 0; w < workspaces.length; w++) {
            workspaces[w] = new Workspace(new DenseWeights(kernels, state, layers));
        }
        updates = plan(false);
        columns = plan(true);
        transposeAll();
    }

    /** Each worker gets the panels whose forward products it computes. */
    private Plan plan(boolean whole) {
        int workers = tasks.workers();
        List<Part> parts = new ArrayList<>();
        int[] runs = new int[workers + 1];
        for (int w = 0; w < workers; w++) {
            for (int l = 0; l < layers.length; l++) {
                int down = layers[l].inputPanels();
                int panels = layers[l].output.panels();
                long fair = (long) down * panels / (Tasks.PER_WORKER * workers);
                int blocks = whole ? down : Math.clamp(fair, 1, MOST_BLOCKS);
                int each = (down + blocks - 1) / blocks;
                for (int i = tasks.first(panels * each, w); i < tasks.first(panels * each, w + 1); i++) {
                    int first = i % each * blocks;
                    parts.add(new Part(l, i / each, first, Math.min(down, first + blocks)));
                }
            }
            runs[w + 1] = parts.size();
        }
        return new Plan(parts, runs);
    }

    /** Brings the transposed weights up to date after the weights were set from outside. */
    void transposeAll() {
        for (Part each : columns.parts) {
            transpose(each, workspaces[0]);
        }
    }

    /** Updates all parameters from the gradients of the batch. */
    void run() {
        rate = optimizer.rate(state.learningRate, state.number);
        correction = optimizer.correction(state.number);
        tasks.run(updates.runs, update);
        if (!hooks.constraint().isEmpty()) {
            tasks.run(columns.runs, constrain);
        }
    }

    private void update(int task, int worker) {
        Part part = updates.parts.get(task);
        Workspace work = workspaces[worker];
        float shrink = hooks.shrink(part.layer, false, state);
        for (int block = part.firstBlock; block < part.endBlock; block++) {
            products.weightGradient(part.layer, block, part.panel, state.batchSize, worker, work.gradient);
            apply(part, block, shrink, work);
        }
        if (hooks.constraint().isEmpty()) {
            transpose(part, work);
        }
        if (part.firstBlock == 0) {
            updateBias(part, work);
        }
    }

    /** Updates a block of weights by its gradient. */
    private void apply(Part part, int block, float shrink, Workspace work) {
        LayerState layer = layers[part.layer];
        PanelMatrix weights = layer.parameters.weightPanels();
        int rows = layer.inputsOfPanel(block);
        int at = weights.offset(part.panel, block * WIDTH);
        float scale = penalized(part, block * WIDTH, rows, weights.data(), at, false, work);
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
    }

    private void updateBias(Part part, Workspace work) {
        LayerState layer = layers[part.layer];
        float[] bias = layer.parameters.paddedBias();
        kernels.columnSums(layer.gradient, part.panel, state.batchSize, work.gradient);
        int at = part.panel * WIDTH;
        float scale = penalized(part, 0, 1, bias, at, true, work);
        float shrink = hooks.shrink(part.layer, true, state);
        optimizer.update(kernels, bias, layer.biasSlots, at, work.gradient, WIDTH, scale, rate, shrink, correction);
    }

    /** Adds the penalties' gradients, if any; returns what the gradients must still be multiplied by to be the batch's mean. */
    private float penalized(
            Part part, int firstInput, int rows, float[] parameters, int at, boolean bias, Workspace work) {
        float mean = 1f / state.batchSize;
        if (hooks.penalty().isEmpty()) {
            return mean;
        }
        kernels.scale(work.gradient, 0, rows * WIDTH, mean);
        int units = layers[part.layer].output.panelColumns(part.panel);
        work.weights.select(part.layer, bias, firstInput, part.panel * WIDTH, rows, units);
        work.weights.penalize(hooks.penalty(), parameters, at, work.gradient);
        return 1;
    }

    private void transpose(Part part, Workspace work) {
        LayerState layer = layers[part.layer];
        if (layer.transposed == null) {
            return;
        }
        PanelMatrix weights = layer.parameters.weightPanels();
        for (int block = part.firstBlock; block < part.endBlock; block++) {
            kernels.transpose(
                    weights.data(),
                    weights.offset(part.panel, block * WIDTH),
                    layer.transposed.data(),
                    layer.transposed.offset(block, part.panel * WIDTH),
                    work.scratch);
        }
    }

    private void constrain(int task, int worker) {
        Part part = columns.parts.get(task);
        Workspace work = workspaces[worker];
        PanelMatrix weights = layers[part.layer].parameters.weightPanels();
        work.weights.select(part.layer, false, 0, part.panel * WIDTH, weights.rows(), weights.panelColumns(part.panel));
        work.weights.constrain(hooks.constraint(), weights.data(), weights.offset(part.panel, 0));
        transpose(part, work);
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final DenseWeights weights;
        final float[] gradient = new float[WIDTH * WIDTH];
        final float[] scratch = new float[WIDTH * WIDTH];

        Workspace(DenseWeights weights) {
            this.weights = weights;
        }
    }
}

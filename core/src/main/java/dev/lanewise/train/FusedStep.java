package dev.lanewise.train;

import dev.lanewise.data.Dataset;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One step of training: gather, forward, loss, backward; then the updates.
 *
 * <p>In the first phase each task takes rows of the batch through the whole network and back, meeting no other. In the second
 * each task computes some blocks of a weight gradient and updates the weights on the spot. The tasks of a phase write disjoint
 * outputs and each output has one order of summation, so it does not matter who does which.
 */
final class FusedStep {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Rows of a task of the first phase: 16 KiB of a panel, which stays in the first-level cache until its epilogue. */
    private static final int MOST_ROWS = 128;

    /** Blocks of a task of the second phase: some tens of microseconds. */
    private static final int BLOCKS = 8;

    /** A run of blocks down one panel of a layer's weights. */
    private record UpdateTask(int layer, int panel, int firstBlock, int endBlock) {}

    private final Kernels kernels;
    private final Hooks hooks;
    private final Optimizer optimizer;
    private final LayerState[] layers;
    private final PanelMatrix input;
    private final StepState state;
    private final Workspace[] workspaces;
    private final UpdateTask[] updates;
    private final UpdateTask[] columns;
    private final float[] zeros;
    private final double[] losses;
    private final boolean[] hits;
    private final AtomicInteger next = new AtomicInteger();
    private final Team team;
    private final Team.Phase rowsPhase = this::rowTasks;
    private final Team.Phase updatePhase = this::updateTasks;
    private final Team.Phase constraintPhase = this::constraintTasks;

    private Dataset data;
    private int[] order;
    private int from;
    private int rowsPerTask;
    private int hitCount;
    private float rate;
    private float correction;

    FusedStep(
            Kernels kernels,
            Team team,
            Sequential net,
            Hooks hooks,
            Optimizer optimizer,
            StepState state,
            int batch,
            long seed) {
        this.kernels = kernels;
        this.team = team;
        this.hooks = hooks;
        this.optimizer = optimizer;
        this.state = state;
        layers = layers(net, hooks, optimizer, batch);
        input = new PanelMatrix(batch, net.features());
        losses = new double[batch];
        hits = new boolean[batch];
        int widest = net.features();
        for (LayerState each : layers) {
            widest = Math.max(widest, each.parameters.units());
        }
        zeros = new float[(int) PanelMatrix.roundUp(widest, WIDTH)];
        workspaces = new Workspace[team.size()];
        for (int w = 0; w < workspaces.length; w++) {
            workspaces[w] = new Workspace(kernels, state, seed, layers.length - 1, net.classes(), widest);
        }
        updates = tasks(BLOCKS);
        columns = tasks(Integer.MAX_VALUE);
        transposeAll();
    }

    private static LayerState[] layers(Sequential net, Hooks hooks, Optimizer optimizer, int batch) {
        List<Dense> dense = net.dense();
        LayerState[] out = new LayerState[dense.size()];
        for (int l = 0; l < out.length; l++) {
            boolean last = l == out.length - 1;
            out[l] = new LayerState(
                    net.parameters().get(l),
                    dense.get(l).activation(),
                    l == 0,
                    last,
                    !last && hooks.needsInputs(l),
                    optimizer.slots(),
                    batch);
        }
        return out;
    }

    private UpdateTask[] tasks(int blocks) {
        List<UpdateTask> out = new ArrayList<>();
        for (int l = 0; l < layers.length; l++) {
            int down = layers[l].inputPanels();
            for (int panel = 0; panel < layers[l].output.panels(); panel++) {
                for (int first = 0; first < down; first += Math.min(blocks, down)) {
                    out.add(new UpdateTask(l, panel, first, (int) Math.min(down, (long) first + blocks)));
                }
            }
        }
        return out.toArray(UpdateTask[]::new);
    }

    LayerState[] layers() {
        return layers;
    }

    /** Brings the transposed weights up to date after the weights were set from outside. */
    void transposeAll() {
        for (UpdateTask each : columns) {
            for (int block = each.firstBlock; block < each.endBlock; block++) {
                transpose(layers[each.layer], each.panel, block, workspaces[0]);
            }
        }
    }

    /**
     * Takes one step on images {@code order[from] … order[from + state.batchSize - 1]}.
     *
     * @return the sum of the losses, added in row order; if it is not finite, no parameter was changed
     */
    double run(Dataset images, int[] order, int from) {
        this.data = images;
        this.order = order;
        this.from = from;
        int shared = (state.batchSize + team.size() - 1) / team.size();
        rowsPerTask = Math.min(MOST_ROWS, (int) PanelMatrix.roundUp(shared, PanelMatrix.TILE_ROWS));
        next.set(0);
        team.run(rowsPhase);
        double loss = sumUp();
        if (!Double.isFinite(loss)) {
            return loss;
        }
        rate = optimizer.rate(state.learningRate, state.number);
        correction = optimizer.correction(state.number);
        next.set(0);
        team.run(updatePhase);
        if (!hooks.constraint().isEmpty()) {
            next.set(0);
            team.run(constraintPhase);
        }
        return loss;
    }

    /** How many images of the last step were recognised. */
    int hits() {
        return hitCount;
    }

    private double sumUp() {
        double sum = 0;
        int count = 0;
        for (int r = 0; r < state.batchSize; r++) {
            sum += losses[r];
            count += hits[r] ? 1 : 0;
        }
        hitCount = count;
        return sum;
    }

    // ---- first phase: rows
    // -------------------------------------------------------------------------------------------

    private void rowTasks(int worker) {
        for (int row = claim(rowsPerTask); row < state.batchSize; row = claim(rowsPerTask)) {
            rows(row, Math.min(rowsPerTask, state.batchSize - row), workspaces[worker]);
        }
    }

    private int claim(int step) {
        return next.getAndAdd(step);
    }

    private void rows(int row, int count, Workspace work) {
        kernels.gather(data.pixels(), data.features(), order, from + row, count, input, row);
        if (!hooks.input().isEmpty()) {
            for (int panel = 0; panel < input.panels(); panel++) {
                work.block.select(input, null, Hooks.INPUT, panel, row, count);
                work.block.applyInput(hooks.input());
            }
        }
        for (int l = 0; l < layers.length; l++) {
            forward(l, row, count, work);
        }
        loss(row, count, work);
        for (int l = layers.length - 1; l > 0; l--) {
            backward(l, row, count, work);
        }
    }

    private PanelMatrix inputOf(int layer) {
        return layer == 0 ? input : layers[layer - 1].output;
    }

    private void forward(int l, int row, int count, Workspace work) {
        LayerState layer = layers[l];
        PanelMatrix out = layer.output;
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        boolean regularized = l < layers.length - 1 && !hooks.activation(l).isEmpty();
        for (int panel = 0; panel < out.panels(); panel++) {
            kernels.multiply(
                    inputOf(l), row, rows, layer.parameters.weightPanels(), panel, layer.parameters.paddedBias(), out);
            int at = out.offset(panel, row);
            layer.activation.forward(kernels, out.data(), at, rows * WIDTH);
            if (regularized) {
                if (layer.before != null) {
                    System.arraycopy(out.data(), at, layer.before.data(), at, rows * WIDTH);
                }
                work.block.select(out, layer.activation, l, panel, row, count);
                work.block.forward(hooks.activation(l));
            }
        }
    }

    private void loss(int row, int count, Workspace work) {
        PanelMatrix logits = layers[layers.length - 1].output;
        work.targets.fill(hooks.target(), data.labels(), order, from + row, row, count);
        int classes = logits.columns();
        for (int r = 0; r < count; r++) {
            int label = data.labels()[order[from + row + r]] & 0xFF;
            work.crossEntropy.gradient(logits, row + r, work.targets.targets(), r * classes, label, losses, hits);
        }
    }

    /** From the gradients of layer {@code l} to those of the layer below. */
    private void backward(int l, int row, int count, Workspace work) {
        LayerState layer = layers[l];
        LayerState below = layers[l - 1];
        PanelMatrix out = below.gradient;
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        boolean regularized = !hooks.activation(l - 1).isEmpty();
        for (int panel = 0; panel < out.panels(); panel++) {
            kernels.multiply(layer.gradient, row, rows, layer.transposed, panel, zeros, out);
            if (regularized) {
                work.block.select(out, below.activation, l - 1, panel, row, count);
                work.block.backward(hooks.activation(l - 1), below.before, below.scratch);
            }
            PanelMatrix shape = below.before == null ? below.output : below.before;
            int at = out.offset(panel, row);
            below.activation.backward(kernels, shape.data(), out.data(), at, rows * WIDTH);
        }
    }

    // ---- second phase: updates
    // ---------------------------------------------------------------------------------------

    private void updateTasks(int worker) {
        for (int task = claim(1); task < updates.length; task = claim(1)) {
            update(updates[task], workspaces[worker]);
        }
    }

    private void update(UpdateTask task, Workspace work) {
        LayerState layer = layers[task.layer];
        PanelMatrix weights = layer.parameters.weightPanels();
        float shrink = hooks.shrink(task.layer, false, state) * (1 - state.learningRate * optimizer.decay());
        for (int block = task.firstBlock; block < task.endBlock; block++) {
            kernels.multiplyTransposed(
                    inputOf(task.layer), block, layer.gradient, task.panel, state.batchSize, work.gradient);
            int rows = layer.inputsOfPanel(block);
            int at = weights.offset(task.panel, block * WIDTH);
            float scale = penalized(task, block * WIDTH, rows, weights.data(), at, false, work);
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
            transpose(layer, task.panel, block, work);
        }
        if (task.firstBlock == 0) {
            updateBias(task, work);
        }
    }

    private void updateBias(UpdateTask task, Workspace work) {
        LayerState layer = layers[task.layer];
        float[] bias = layer.parameters.paddedBias();
        kernels.columnSums(layer.gradient, task.panel, state.batchSize, work.gradient);
        int at = task.panel * WIDTH;
        float scale = penalized(task, 0, 1, bias, at, true, work);
        float shrink = hooks.shrink(task.layer, true, state);
        optimizer.update(kernels, bias, layer.biasSlots, at, work.gradient, WIDTH, scale, rate, shrink, correction);
    }

    /** Adds the penalties' gradients, if any; returns what the gradients must still be multiplied by to be the batch's mean. */
    private float penalized(
            UpdateTask task, int firstInput, int rows, float[] parameters, int at, boolean bias, Workspace work) {
        float mean = 1f / state.batchSize;
        if (hooks.penalty().isEmpty()) {
            return mean;
        }
        kernels.scale(work.gradient, 0, rows * WIDTH, mean);
        int units = layers[task.layer].output.panelColumns(task.panel);
        work.weights.select(task.layer, bias, firstInput, task.panel * WIDTH, rows, units);
        work.weights.penalize(hooks.penalty(), parameters, at, work.gradient);
        return 1;
    }

    private void transpose(LayerState layer, int panel, int block, Workspace work) {
        if (layer.transposed != null) {
            PanelMatrix weights = layer.parameters.weightPanels();
            kernels.transpose(
                    weights.data(),
                    weights.offset(panel, block * WIDTH),
                    layer.transposed.data(),
                    layer.transposed.offset(block, panel * WIDTH),
                    work.scratch);
        }
    }

    // ---- third phase, if there are constraints: whole columns of weights
    // ---------------------------------------------

    private void constraintTasks(int worker) {
        Workspace work = workspaces[worker];
        for (int index = claim(1); index < columns.length; index = claim(1)) {
            UpdateTask task = columns[index];
            LayerState layer = layers[task.layer];
            PanelMatrix weights = layer.parameters.weightPanels();
            work.weights.select(
                    task.layer, false, 0, task.panel * WIDTH, weights.rows(), weights.panelColumns(task.panel));
            work.weights.constrain(hooks.constraint(), weights.data(), weights.offset(task.panel, 0));
            for (int block = 0; block < task.endBlock; block++) {
                transpose(layer, task.panel, block, work);
            }
        }
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final PanelBlock block;
        final DenseWeights weights;
        final TargetRows targets;
        final CrossEntropy crossEntropy;
        final float[] gradient = new float[WIDTH * WIDTH];
        final float[] scratch = new float[WIDTH * WIDTH];

        Workspace(Kernels kernels, StepState state, long seed, int outputLayer, int classes, int widest) {
            block = new PanelBlock(kernels, seed, state);
            weights = new DenseWeights(kernels, state, widest);
            targets = new TargetRows(state, outputLayer, MOST_ROWS, classes);
            crossEntropy = new CrossEntropy(kernels, classes);
        }
    }
}

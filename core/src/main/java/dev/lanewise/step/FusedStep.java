package dev.lanewise.step;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.nn.CrossEntropy;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.parallel.Team;
import java.util.List;

/**
 * One step of training: gather, forward, loss, backward; then the updates.
 *
 * <p>Each product is a phase. A task is some rows of one panel of its result, with everything that happens to them before they
 * leave the first-level cache. A worker computes the panels whose weights it updated in the step before, so that of the weights
 * little, and of the batch nothing, goes from one processor to another. The tasks of a phase write disjoint outputs and each
 * output has one order of summation, so it does not matter who does which.
 */
public final class FusedStep {
    private static final int WIDTH = PanelMatrix.WIDTH;

    /** Rows of a task: 16 KiB of a panel, which stays in the first-level cache until its epilogue. */
    private static final int MOST_ROWS = 128;

    /** Tasks and slabs begin at multiples of the rows of two tiles. */
    private static final int ROWS = 2 * PanelMatrix.TILE_ROWS;

    /** A larger batch goes through the network in slabs of at most so many rows, which stay in the caches on the way. */
    private static final int SLAB = 512;

    private final Kernels kernels;
    private final Hooks hooks;
    private final LayerState[] layers;
    private final LayerInputs inputs;
    private final StepState state;
    private final Workspace[] workspaces;
    private final float[] zeros;
    private final double[] losses;
    private final boolean[] hits;
    private final Tasks tasks;
    private final Tasks.Work gather;
    private final Tasks.Work[] forward;
    private final Tasks.Work output = this::output;
    private final Tasks.Work[] backward;
    private final WeightUpdates updates;

    private LabelledImages data;
    private int[] order;
    private int from;
    private int slab;
    private int slabEnd;
    private int rowsPerTask;
    private int tasksPerPanel;
    private int hitCount;

    public FusedStep(
            Kernels kernels,
            Team team,
            Sequential net,
            Hooks hooks,
            Optimizer optimizer,
            StepState state,
            int batch,
            long seed) {
        this.kernels = kernels;
        this.hooks = hooks;
        this.state = state;
        tasks = new Tasks(team);
        layers = layers(net, hooks, optimizer, batch);
        losses = new double[batch];
        hits = new boolean[batch];
        int widest = net.features();
        for (LayerState each : layers) {
            widest = Math.max(widest, each.parameters.units());
        }
        zeros = new float[(int) PanelMatrix.roundUp(widest, WIDTH)];
        workspaces = new Workspace[team.size()];
        for (int w = 0; w < workspaces.length; w++) {
            workspaces[w] = new Workspace(kernels, state, seed, layers.length - 1, net.classes());
        }
        inputs = new LayerInputs(
                layers, batch, net.features(), team.size(), !hooks.input().isEmpty());
        gather = inputs.copies() > 1 ? this::gatherCopy : this::gatherRows;
        forward = new Tasks.Work[layers.length - 1];
        backward = new Tasks.Work[layers.length - 1];
        for (int l = 0; l < forward.length; l++) {
            int layer = l;
            forward[l] = (task, worker) -> forward(layer, task, worker);
            backward[l] = (task, worker) -> backward(layer, task, worker);
        }
        updates = new WeightUpdates(kernels, hooks, optimizer, layers, inputs, state, tasks);
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

    public LayerState[] layers() {
        return layers;
    }

    /** Brings the transposed weights up to date after the weights were set from outside. */
    public void transposeAll() {
        updates.transposeAll();
    }

    /**
     * Takes one step on images {@code order[from] … order[from + state.batchSize - 1]}.
     *
     * @return the sum of the losses, added in row order; if it is not finite, no parameter was changed
     */
    public double run(LabelledImages images, int[] order, int from) {
        this.data = images;
        this.order = order;
        this.from = from;
        int slabs = (state.batchSize + SLAB - 1) / SLAB;
        int rows = (int) PanelMatrix.roundUp((state.batchSize + slabs - 1) / slabs, ROWS);
        for (slab = 0; slab < state.batchSize; slab += rows) {
            slabEnd = Math.min(slab + rows, state.batchSize);
            forwardAndBack();
        }
        double loss = sumUp();
        if (Double.isFinite(loss)) {
            updates.run();
        }
        return loss;
    }

    /** Takes a slab of the batch through the network and back. */
    private void forwardAndBack() {
        if (inputs.copies() > 1) {
            tasks.run(inputs.copies(), gather);
        } else {
            runOnRows(1, gather);
        }
        for (int l = 0; l < forward.length; l++) {
            runOnRows(layers[l].output.panels(), forward[l]);
        }
        runOnRows(1, output);
        for (int l = backward.length - 2; l >= 0; l--) {
            runOnRows(layers[l].gradient.panels(), backward[l]);
        }
    }

    /** How many images of the last step were recognised. */
    public int hits() {
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

    /** A phase whose tasks are the slab's rows of each of some panels. */
    private void runOnRows(int panels, Tasks.Work work) {
        int rows = slabEnd - slab;
        long fair = (long) panels * rows / ((long) Tasks.PER_WORKER * tasks.workers());
        rowsPerTask = (int) Math.min(MOST_ROWS, PanelMatrix.roundUp((int) fair + 1, ROWS));
        tasksPerPanel = (rows + rowsPerTask - 1) / rowsPerTask;
        tasks.run(panels * tasksPerPanel, work);
    }

    private int firstRow(int task) {
        return slab + task % tasksPerPanel * rowsPerTask;
    }

    private int rowsFrom(int row) {
        return Math.min(rowsPerTask, slabEnd - row);
    }

    private void gatherCopy(int copy, int worker) {
        for (int row = slab; row < slabEnd; row += MOST_ROWS) {
            gather(row, Math.min(MOST_ROWS, slabEnd - row), inputs.batch(copy), worker);
        }
    }

    private void gatherRows(int task, int worker) {
        int row = firstRow(task);
        gather(row, rowsFrom(row), inputs.batch(worker), worker);
    }

    private void gather(int row, int count, PanelMatrix input, int worker) {
        kernels.gather(data.pixels(), data.features(), order, from + row, count, input, row);
        if (!hooks.input().isEmpty()) {
            PanelBlock block = workspaces[worker].block;
            for (int panel = 0; panel < input.panels(); panel++) {
                block.select(input, null, Hooks.INPUT, panel, row, count);
                block.applyInput(hooks.input());
            }
        }
    }

    private void forward(int l, int task, int worker) {
        int row = firstRow(task);
        forward(l, task / tasksPerPanel, row, rowsFrom(row), worker);
    }

    private void forward(int l, int panel, int row, int count, int worker) {
        LayerState layer = layers[l];
        PanelMatrix out = layer.output;
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        kernels.multiply(
                inputs.of(l, worker),
                row,
                rows,
                layer.parameters.weightPanels(),
                panel,
                layer.parameters.paddedBias(),
                out);
        int at = out.offset(panel, row);
        layer.activation.forward(kernels, out.data(), at, rows * WIDTH);
        if (l < forward.length && !hooks.activation(l).isEmpty()) {
            if (layer.before != null) {
                System.arraycopy(out.data(), at, layer.before.data(), at, rows * WIDTH);
            }
            PanelBlock block = workspaces[worker].block;
            block.select(out, layer.activation, l, panel, row, count);
            block.forward(hooks.activation(l));
        }
    }

    /** Rows through the output layer, the loss, and back to the gradients of the last hidden layer. */
    private void output(int task, int worker) {
        int row = firstRow(task);
        int count = rowsFrom(row);
        int last = layers.length - 1;
        for (int panel = 0; panel < layers[last].output.panels(); panel++) {
            forward(last, panel, row, count, worker);
        }
        loss(row, count, workspaces[worker]);
        for (int panel = 0; last > 0 && panel < layers[last - 1].gradient.panels(); panel++) {
            backward(last - 1, panel, row, count, worker);
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

    private void backward(int l, int task, int worker) {
        int row = firstRow(task);
        backward(l, task / tasksPerPanel, row, rowsFrom(row), worker);
    }

    /** Gradients of layer {@code l} from those of the layer above. */
    private void backward(int l, int panel, int row, int count, int worker) {
        LayerState layer = layers[l];
        LayerState above = layers[l + 1];
        PanelMatrix out = layer.gradient;
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        kernels.multiply(above.gradient, row, rows, above.transposed, panel, zeros, out);
        if (!hooks.activation(l).isEmpty()) {
            PanelBlock block = workspaces[worker].block;
            block.select(out, layer.activation, l, panel, row, count);
            block.backward(hooks.activation(l), layer.before, layer.scratch);
        }
        PanelMatrix shape = layer.before == null ? layer.output : layer.before;
        int at = out.offset(panel, row);
        layer.activation.backward(kernels, shape.data(), out.data(), at, rows * WIDTH);
    }

    /** What one worker needs for itself. */
    private static final class Workspace {
        final PanelBlock block;
        final TargetRows targets;
        final CrossEntropy crossEntropy;

        Workspace(Kernels kernels, StepState state, long seed, int outputLayer, int classes) {
            block = new PanelBlock(kernels, seed, state);
            targets = new TargetRows(state, outputLayer, MOST_ROWS, classes);
            crossEntropy = new CrossEntropy(kernels, classes);
        }
    }
}

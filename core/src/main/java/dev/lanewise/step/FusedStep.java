package dev.lanewise.step;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.parallel.Team;
import java.util.List;

/**
 * One step of training: gather, forward, loss, backward; then the updates.
 *
 * <p>Each product is a phase. A task is some rows of one or more panels of its result, with everything that happens to them before
 * they leave the first-level cache. A worker computes the panels whose weights it updated in the step before, so that few weights go
 * from one processor to another. The tasks of a phase write disjoint outputs and each output has one order of summation, so it does
 * not matter who does which.
 */
public final class FusedStep {
    private final StepState state;
    private final LayerState[] layers;
    private final Batch batch = new Batch();
    private final Tasks tasks;
    private final Sparsity sparsity;
    private final OutputPass output;
    private final Phases phases;
    private final WeightUpdates updates;

    FusedStep(
            Kernels kernels,
            Team team,
            Sequential net,
            Hooks hooks,
            WeightMatrices matrices,
            Optimizer optimizer,
            StepState state,
            int batchSize,
            long seed) {
        this.state = state;
        tasks = new Tasks(team);
        layers = layers(net, hooks, optimizer, batchSize);
        hooks.learned().forEach(each -> each.prepare(optimizer, batchSize));
        LayerInputs inputs = new LayerInputs(layers, batchSize, net.features(), team.size(), hooks);
        ActivationHooks[] atWork = new ActivationHooks[team.size()];
        for (int w = 0; w < atWork.length; w++) {
            atWork[w] = new ActivationHooks(kernels, hooks, seed, state);
        }
        sparsity = new Sparsity(kernels, layers, inputs, batchSize, team.size());
        Products products = new Products(kernels, layers, inputs, sparsity, team.size());
        BatchRows[] rows = new BatchRows[team.size()];
        for (int w = 0; w < rows.length; w++) {
            rows[w] = new BatchRows(kernels, hooks.batch(), net, batch, state, seed);
        }
        GatherPass gather =
                new GatherPass(kernels, net.inputStandardization().orElse(null), batch, rows, hooks, atWork, sparsity);
        ForwardPass forward = new ForwardPass(kernels, layers, products, sparsity, atWork);
        BackwardPass backward = new BackwardPass(kernels, layers, products, sparsity, atWork);
        output = new OutputPass(kernels, net.loss(), hooks, layers, state, rows, forward, backward, sparsity, seed);
        LayerNormPass layerNorm = new LayerNormPass(kernels, layers, forward, sparsity, team.size());
        SumsPass sums = new SumsPass(kernels, hooks, layers, state);
        phases = new Phases(
                team.size(),
                layers,
                inputs,
                gather,
                forward,
                layerNorm,
                output,
                backward,
                products,
                sparsity,
                sums,
                batchSize);
        updates =
                new WeightUpdates(kernels, hooks, optimizer, layers, products, sparsity, matrices, state, tasks, seed);
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
                    last ? LayerState.Regularized.NOT : hooks.regularized(l),
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
     * Takes one step on samples {@code order[from] … order[from + state.batchSize - 1]}.
     *
     * @return the sum of the losses, added in row order; if it is not finite, no parameter was changed
     */
    public double run(Samples samples, int[] order, int from) {
        batch.samples = samples;
        batch.order = order;
        batch.from = from;
        sparsity.plan(state.batchSize);
        for (Phase each : phases.of(state.batchSize)) {
            if (each.wanted().getAsBoolean()) {
                run(each);
            }
        }
        double loss = output.loss(state.batchSize);
        if (Double.isFinite(loss)) {
            updates.run();
        }
        sparsity.endStep(state.batchSize);
        return loss;
    }

    private void run(Phase phase) {
        if (!sparsity.timed()) {
            tasks.run(phase.tasks(), phase.work());
            return;
        }
        long start = System.nanoTime();
        tasks.run(phase.tasks(), phase.work());
        phase.nanoseconds().accept(System.nanoTime() - start);
    }

    /** The share of the terms of dense products that were computed since this was asked last; the others were zero and left out. */
    double terms() {
        return sparsity.terms();
    }

    /** How the products of each layer are computed, as was seen to be the fastest. */
    List<ProductWays> ways() {
        return sparsity.ways();
    }

    /** How many samples of the last step were recognised. */
    public int hits() {
        return output.hits(state.batchSize);
    }
}

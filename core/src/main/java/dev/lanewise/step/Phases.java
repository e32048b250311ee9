package dev.lanewise.step;

import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** How a batch goes through the network and back, as phases; made once for each size of batch. */
final class Phases {
    /** Rows of a tile: 18 KiB of a panel, which stays in the first-level cache until its epilogue. */
    static final int MOST_ROWS = 144;

    /** Whole tiles of the kernels, of 6, 8 or 12 rows; rows that are left over take longer. */
    private static final int ROWS = 24;

    /** A larger batch goes through the network in slabs of at most so many rows, which stay in the caches on the way. */
    private static final int SLAB = 512;

    /** Stripes that a phase should have for each worker. */
    private static final int STRIPES_PER_WORKER = 2;

    /** What is done with rows of a normalised layer. */
    private interface RowPass {
        void run(int layer, Band band, int worker);
    }

    /** What is done with a stripe. */
    private interface StripePass {
        void run(Stripe stripe, int worker);
    }

    private final int workers;
    private final LayerState[] layers;
    private final LayerInputs inputs;
    private final GatherPass gather;
    private final ForwardPass forward;
    private final LayerNormPass layerNorm;
    private final OutputPass output;
    private final BackwardPass backward;
    private final Products products;
    private final Sparsity sparsity;
    private final SumsPass sums;
    private final int densePanels;
    private final int listedPanels;
    private final Phase[][] known;

    Phases(
            int workers,
            LayerState[] layers,
            LayerInputs inputs,
            GatherPass gather,
            ForwardPass forward,
            LayerNormPass layerNorm,
            OutputPass output,
            BackwardPass backward,
            Products products,
            Sparsity sparsity,
            SumsPass sums,
            int mostRows) {
        this.workers = workers;
        this.layers = layers;
        this.inputs = inputs;
        this.gather = gather;
        this.forward = forward;
        this.layerNorm = layerNorm;
        this.output = output;
        this.backward = backward;
        this.products = products;
        this.sparsity = sparsity;
        this.sums = sums;
        densePanels = sparsity.densePanels();
        listedPanels = sparsity.panels();
        known = new Phase[mostRows + 1][];
    }

    /** The phases of a batch of this size, in order. */
    Phase[] of(int batchSize) {
        if (known[batchSize] == null) {
            known[batchSize] = make(batchSize);
        }
        return known[batchSize];
    }

    private Phase[] make(int batchSize) {
        List<Phase> out = new ArrayList<>();
        int slabs = sums.isEmpty() ? (batchSize + SLAB - 1) / SLAB : 1; // sums are of the whole batch
        int rows = (int) PanelMatrix.roundUp((batchSize + slabs - 1) / slabs, NonZeros.GROUP);
        for (int row = 0; row < batchSize; row += rows) {
            addSlab(row, Math.min(rows, batchSize - row), out);
        }
        return out.toArray(Phase[]::new);
    }

    private void addSlab(int row, int rows, List<Phase> out) {
        int last = layers.length - 1;
        out.add(gather(row, rows));
        for (int l = 0; l < last; l++) {
            out.add(lists(sparsity.input(l), row, rows, ifListed(sparsity.forward(l))));
            out.add(dense(sparsity.forward(l), l, row, rows, forward::run));
            out.add(listed(sparsity.forward(l), l, row, rows, forward::runListed, forward::run));
            layerNorm(l, row, rows, layerNorm::forward, out);
            sums(l, out);
        }
        out.add(lists(sparsity.input(last), row, rows, ifListed(sparsity.forward(last))));
        out.add(output(row, rows));
        for (int l = last - 1; l > 0; l--) {
            layerNorm(l, row, rows, layerNorm::backward, out);
            out.add(lists(sparsity.gradient(l), row, rows, ifListed(sparsity.backward(l - 1))));
            out.add(dense(sparsity.backward(l - 1), l - 1, row, rows, backward::run));
            out.add(listed(sparsity.backward(l - 1), l - 1, row, rows, backward::runListed, backward::run));
        }
        if (last > 0) {
            layerNorm(0, row, rows, layerNorm::backward, out);
            out.add(lists(sparsity.gradient(0), row, rows, nanoseconds -> {}));
        }
    }

    /** Whole rows through a layer's normalisation, if it has one. */
    private void layerNorm(int layer, int row, int rows, RowPass pass, List<Phase> out) {
        if (layerNorm.wants(layer)) {
            int panels = layers[layer].output.panels();
            List<Band> bands = bands(layer, panels, row, rows, rowsPerTask(1, rows));
            out.add(new Phase(bands.size(), (task, worker) -> pass.run(layer, bands.get(task), worker)));
        }
    }

    /** The sums of a layer's activations, if a penalty needs them. */
    private void sums(int layer, List<Phase> out) {
        if (sums.wants(layer)) {
            out.add(new Phase(layers[layer].output.panels(), (panel, worker) -> sums.run(layer, panel)));
        }
    }

    /** Rows to a task, so that a phase of so many panels has enough tasks for all workers. */
    private int rowsPerTask(int panels, int rows) {
        return Math.min(MOST_ROWS, fairRows(panels, rows, Tasks.PER_WORKER));
    }

    /** The same for kernels that want several panels: they pack both operands, which pays with as many rows as there are. */
    private int rowsPerPackedTask(int stripes, int rows) {
        return workers == 1 ? rows : fairRows(stripes, rows, STRIPES_PER_WORKER);
    }

    private int fairRows(int stripes, int rows, int tasksPerWorker) {
        long fair = (long) stripes * rows / ((long) tasksPerWorker * workers);
        return (int) PanelMatrix.roundUp((int) fair + 1, ROWS);
    }

    private static List<Band> bands(int layer, int panels, int row, int rows, int step) {
        List<Band> out = new ArrayList<>();
        for (int at = row; at < row + rows; at += step) {
            out.add(Band.of(layer, panels, at, Math.min(step, row + rows - at)));
        }
        return out;
    }

    /** Once for all workers, or by each worker for itself. */
    private Phase gather(int row, int rows) {
        int panels = inputs.batch(0).panels();
        if (inputs.copies() > 1) {
            List<Band> bands = bands(Streams.INPUT, panels, row, rows, MOST_ROWS);
            return new Phase(inputs.copies(), (copy, worker) -> {
                for (int i = 0; i < bands.size(); i++) {
                    gather.run(bands.get(i), inputs.batch(copy), worker);
                }
            });
        }
        List<Band> bands = bands(Streams.INPUT, panels, row, rows, rowsPerTask(1, rows));
        return new Phase(bands.size(), (task, worker) -> gather.run(bands.get(task), inputs.batch(worker), worker));
    }

    /** Stripes in the order of their panels, as a worker's are those whose weights it has updated. */
    private Phase dense(Fastest product, int layer, int row, int rows, StripePass pass) {
        Stripe[] all = dense(layer, 0, row, rows);
        return new Phase(
                () -> !Sparsity.isListed(product),
                all.length,
                (task, worker) -> pass.run(all[task], worker),
                product::add);
    }

    /** The stripes of a layer from a panel on, for products with all zeros. */
    private Stripe[] dense(int layer, int fromPanel, int row, int rows) {
        int panels = layers[layer].output.panels();
        int wide = Math.min(densePanels, WeightParts.own(panels, workers));
        int step = densePanels == 1 ? rowsPerTask(panels, rows) : rowsPerPackedTask(panels / wide, rows);
        List<Stripe> stripes = new ArrayList<>();
        for (int panel = fromPanel; panel < panels; panel += wide) {
            stripes(layer, panel, Math.min(wide, panels - panel), row, rows, step, stripes);
        }
        return stripes.toArray(Stripe[]::new);
    }

    private static void stripes(int layer, int panel, int panels, int row, int rows, int step, List<Stripe> out) {
        for (int at = row; at < row + rows; at += step) {
            out.add(Stripe.of(layer, panel, panels, at, Math.min(step, row + rows - at)));
        }
    }

    /** Lists what is not zero in rows of an operand. */
    private Phase lists(Operand operand, int row, int rows, LongConsumer nanoseconds) {
        int first = row / NonZeros.GROUP;
        int end = row + rows;
        return new Phase(
                () -> operand.byRows,
                Operand.groups(rows),
                (task, worker) -> products.listRows(operand, first + task, end),
                nanoseconds);
    }

    /** Lists are part of what a product takes if it takes them; else they are for counting. */
    private static LongConsumer ifListed(Fastest product) {
        return nanoseconds -> product.add(Sparsity.isListed(product) ? nanoseconds : 0);
    }

    /** As many panels at a time as the kernels take without zeros; what is left over is computed with them. */
    private Phase listed(Fastest product, int layer, int row, int rows, StripePass pass, StripePass rest) {
        int whole = layers[layer].output.panels() / listedPanels;
        int step = rowsPerStripe(whole, rows);
        List<Stripe> stripes = new ArrayList<>();
        for (int s = 0; s < whole; s++) {
            stripes(layer, s * listedPanels, listedPanels, row, rows, step, stripes);
        }
        Stripe[] all = stripes.toArray(Stripe[]::new);
        Stripe[] left = dense(layer, whole * listedPanels, row, rows);
        return new Phase(
                () -> Sparsity.isListed(product),
                all.length + left.length,
                (task, worker) -> {
                    if (task < all.length) {
                        pass.run(all[task], worker);
                    } else {
                        rest.run(left[task - all.length], worker);
                    }
                },
                product::add);
    }

    /** As many as can be, as each stripe packs the weights anew, but a task or two for each worker. */
    private int rowsPerStripe(int stripes, int rows) {
        int fair = (int) ((long) stripes * rows / (STRIPES_PER_WORKER * workers));
        return (int) Math.max(NonZeros.GROUP, PanelMatrix.roundUp(Math.min(fair + 1, rows), NonZeros.GROUP));
    }

    private Phase output(int row, int rows) {
        int last = layers.length - 1;
        int step = rowsPerTask(1, rows);
        List<Stripe> stripes = new ArrayList<>();
        stripes(last, 0, layers[last].output.panels(), row, rows, step, stripes);
        List<Stripe> below = new ArrayList<>();
        stripes(last - 1, 0, last == 0 ? 0 : layers[last - 1].gradient.panels(), row, rows, step, below);
        return new Phase(stripes.size(), (task, worker) -> output.run(stripes.get(task), below.get(task), worker));
    }
}

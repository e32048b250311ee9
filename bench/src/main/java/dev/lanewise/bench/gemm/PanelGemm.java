package dev.lanewise.bench.gemm;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.parallel.Team;
import java.util.Arrays;

/**
 * The product on Lanewise's kernels, called as the training step calls them: weights and their transpose in panels, and a TN
 * product as an update block by block, whose gradient is never stored as a whole.
 */
final class PanelGemm implements Gemm {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;
    private static final int ROWS_PER_PANEL = 128;
    private static final int LEFT_PANELS = 8;
    private static final int RIGHT_PANELS = 32;

    private final Kernels kernels;
    private final Operands operands;
    private final Shape shape;
    private final Team team;
    private final Tasks tasks;
    private final PanelMatrix left;
    private final PanelMatrix right;
    private final PanelMatrix out;
    private final float[] zeros;
    private final float[][] products;
    private final float[][] gradients;
    private final Kernels.Scratch[] scratch;

    PanelGemm(Kernels kernels, Operands operands, int threads) {
        this.kernels = kernels;
        this.operands = operands;
        shape = operands.shape();
        team = new Team(threads);
        tasks = new Tasks(team);
        boolean update = shape.kind() == Shape.Kind.TN;
        left = update ? new PanelMatrix(shape.k(), shape.m()) : new PanelMatrix(shape.m(), shape.k());
        left.setRowMajor(operands.a());
        right = new PanelMatrix(shape.k(), shape.n());
        for (int p = 0; p < shape.k(); p++) {
            for (int j = 0; j < shape.n(); j++) {
                right.set(p, j, operands.right(p, j));
            }
        }
        out = new PanelMatrix(shape.m(), shape.n());
        out.setRowMajor(operands.c());
        zeros = new float[Math.max(out.panels(), WIDTH) * WIDTH];
        products = new float[threads][LEFT_PANELS * RIGHT_PANELS * BLOCK];
        gradients = new float[threads][BLOCK];
        scratch = new Kernels.Scratch[threads];
        Arrays.setAll(scratch, t -> kernels.scratch());
    }

    @Override
    public void run() {
        tasks.run(team.size(), this::part);
    }

    private void part(int part, int worker) {
        if (shape.kind() == Shape.Kind.TN) {
            update(part, worker);
        } else {
            multiply(part, worker);
        }
    }

    private void multiply(int part, int worker) {
        int tiles = (int) PanelMatrix.roundUp(shape.m(), PanelMatrix.TILE_ROWS) / PanelMatrix.TILE_ROWS;
        int from = tasks.first(tiles, part) * PanelMatrix.TILE_ROWS;
        int to = tasks.first(tiles, part + 1) * PanelMatrix.TILE_ROWS;
        int most = ROWS_PER_PANEL * kernels.densePanels();
        for (int row = from; row < to; row += most) {
            int rows = Math.min(most, to - row);
            for (int panel = 0, panels; panel < out.panels(); panel += panels) {
                panels = Math.min(kernels.densePanels(), out.panels() - panel);
                kernels.multiply(left, row, rows, right, panel, panels, zeros, out, scratch[worker]);
            }
        }
    }

    /** A worker's panels of the left operand, some of them and some of the right operand's at a time. */
    private void update(int part, int worker) {
        int end = tasks.first(left.panels(), part + 1);
        for (int i = tasks.first(left.panels(), part), down; i < end; i += down) {
            down = Math.min(LEFT_PANELS, end - i);
            for (int panel = 0, panels; panel < out.panels(); panel += panels) {
                panels = Math.min(RIGHT_PANELS, out.panels() - panel);
                update(i, down, panel, panels, worker);
            }
        }
    }

    private void update(int block, int blocks, int panel, int panels, int worker) {
        float[] product = products[worker];
        kernels.multiplyTransposed(
                left,
                block,
                blocks,
                right,
                panel,
                panels,
                shape.k(),
                product,
                (p, at) -> apply(block, blocks, panel + p, at, worker),
                scratch[worker]);
    }

    /** Updates a panel by its blocks of the product, which are at {@code at}. */
    private void apply(int block, int blocks, int panel, int at, int worker) {
        float[] product = products[worker];
        float[] gradient = gradients[worker];
        for (int i = 0; i < blocks; i++) {
            System.arraycopy(product, at + i * BLOCK, gradient, 0, BLOCK);
            int length = left.panelColumns(block + i) * WIDTH;
            int to = out.offset(panel, (block + i) * WIDTH);
            kernels.sgd(out.data(), to, gradient, length, -operands.alpha(), operands.beta());
        }
    }

    @Override
    public float[] result() {
        return out.toRowMajor();
    }

    @Override
    public void close() {
        team.close();
    }
}

package dev.lanewise.bench.gemm;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.parallel.Tasks;
import dev.lanewise.parallel.Team;

/**
 * The product on Lanewise's kernels, called as the training step calls them: weights and their transpose in panels, and a TN
 * product as an update block by block, whose gradient is never stored as a whole.
 */
final class PanelGemm implements Gemm {
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int ROWS_PER_TASK = 128;

    private final Kernels kernels;
    private final Operands operands;
    private final Shape shape;
    private final Team team;
    private final Tasks tasks;
    private final PanelMatrix left;
    private final PanelMatrix right;
    private final PanelMatrix out;
    private final float[] zeros;
    private final float[][] gradients;

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
        gradients = new float[threads][WIDTH * WIDTH];
    }

    @Override
    public void run() {
        tasks.run(team.size(), this::part);
    }

    private void part(int part, int worker) {
        if (shape.kind() == Shape.Kind.TN) {
            update(part, gradients[worker]);
        } else {
            multiply(part);
        }
    }

    private void multiply(int part) {
        int tiles = (int) PanelMatrix.roundUp(shape.m(), PanelMatrix.TILE_ROWS) / PanelMatrix.TILE_ROWS;
        int from = tasks.first(tiles, part) * PanelMatrix.TILE_ROWS;
        int to = tasks.first(tiles, part + 1) * PanelMatrix.TILE_ROWS;
        for (int row = from; row < to; row += ROWS_PER_TASK) {
            int rows = Math.min(ROWS_PER_TASK, to - row);
            for (int panel = 0; panel < out.panels(); panel++) {
                kernels.multiply(left, row, rows, right, panel, zeros, out);
            }
        }
    }

    private void update(int part, float[] gradient) {
        int down = left.panels();
        int blocks = down * out.panels();
        for (int i = tasks.first(blocks, part); i < tasks.first(blocks, part + 1); i++) {
            updateBlock(i / down, i % down, gradient);
        }
    }

    private void updateBlock(int panel, int block, float[] gradient) {
        kernels.multiplyTransposed(left, block, right, panel, shape.k(), zeros, gradient);
        int length = left.panelColumns(block) * WIDTH;
        int at = out.offset(panel, block * WIDTH);
        kernels.sgd(out.data(), at, gradient, length, -operands.alpha(), operands.beta());
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

package dev.lanewise.step;

/**
 * Some rows of one panel of a layer's outputs, or of their gradients: what fits the first-level cache, so that everything that
 * follows the product is done to it before it leaves.
 */
final class Tile {
    /** Regularizers get this many rows at a time: the panel, values and a mask or normals then fit the first-level cache. */
    static final int MOST_BLOCK_ROWS = 64;

    /** The dense layer, or {@link dev.lanewise.random.Streams#INPUT}. */
    final int layer;

    final int panel;

    /** The first row, within the batch. */
    final int row;

    final int rows;

    /** The same rows in pieces small enough for regularizers. */
    final Tile[] blocks;

    Tile(int layer, int panel, int row, int rows) {
        this.layer = layer;
        this.panel = panel;
        this.row = row;
        this.rows = rows;
        blocks = rows <= MOST_BLOCK_ROWS ? new Tile[] {this} : cut();
    }

    private Tile[] cut() {
        Tile[] out = new Tile[(rows + MOST_BLOCK_ROWS - 1) / MOST_BLOCK_ROWS];
        for (int i = 0; i < out.length; i++) {
            int from = i * MOST_BLOCK_ROWS;
            out[i] = new Tile(layer, panel, row + from, Math.min(MOST_BLOCK_ROWS, rows - from));
        }
        return out;
    }
}

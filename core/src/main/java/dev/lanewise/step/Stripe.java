package dev.lanewise.step;

/**
 * Some rows of neighbouring panels of a layer's outputs, or of their gradients, whose product is computed at a time.
 *
 * @param layer the dense layer
 * @param panel the first panel
 * @param row the first row, within the batch; a multiple of 32 where zeros are left out, else of 4
 * @param rows how many
 * @param tiles the same, panel by panel
 */
record Stripe(int layer, int panel, int row, int rows, Tile[] tiles) {
    static Stripe of(int layer, int panel, int panels, int row, int rows) {
        Tile[] tiles = new Tile[panels];
        for (int p = 0; p < panels; p++) {
            tiles[p] = new Tile(layer, panel + p, row, rows);
        }
        return new Stripe(layer, panel, row, rows, tiles);
    }
}

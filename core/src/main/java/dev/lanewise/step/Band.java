package dev.lanewise.step;

/**
 * Some rows of the batch, through all panels of a layer.
 *
 * @param row the first, within the batch
 * @param rows how many
 * @param tiles one for each panel
 */
record Band(int row, int rows, Tile[] tiles) {
    static Band of(int layer, int panels, int row, int rows) {
        Tile[] tiles = new Tile[panels];
        for (int panel = 0; panel < panels; panel++) {
            tiles[panel] = new Tile(layer, panel, row, rows);
        }
        return new Band(row, rows, tiles);
    }
}

package dev.lanewise.step;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Slice;

/** The weights and biases of a layer as tiles. */
final class WeightTiles {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final WeightTile[][] tiles;
    private final WeightTile[] columns;
    private final WeightTile[] biases;

    WeightTiles(LayerState layer, int number) {
        PanelMatrix weights = layer.parameters.weightPanels();
        int panels = weights.panels();
        tiles = new WeightTile[panels][layer.inputPanels()];
        columns = new WeightTile[panels];
        biases = new WeightTile[panels];
        for (int panel = 0; panel < panels; panel++) {
            int units = weights.panelColumns(panel);
            columns[panel] = tile(layer, number, panel, 0, weights.rows());
            for (int i = 0; i < tiles[panel].length; i++) {
                int rows = Math.min(WIDTH, weights.rows() - i * WIDTH);
                tiles[panel][i] = tile(layer, number, panel, i * WIDTH, rows);
            }
            Slice bias = new Slice(layer.parameters.paddedBias(), layer.biasSlots, panel * WIDTH, WIDTH);
            biases[panel] = new WeightTile(number, panel, true, 0, 1, units, bias);
        }
    }

    private static WeightTile tile(LayerState layer, int number, int panel, int firstInput, int rows) {
        PanelMatrix weights = layer.parameters.weightPanels();
        int offset = weights.offset(panel, firstInput);
        Slice slice = new Slice(weights.data(), layer.weightSlots, offset, rows * WIDTH);
        return new WeightTile(number, panel, false, firstInput, rows, weights.panelColumns(panel), slice);
    }

    /** The weights of one panel of inputs and one of units. */
    WeightTile of(int inputs, int units) {
        return tiles[units][inputs];
    }

    /** All weights of a panel of units. */
    WeightTile column(int units) {
        return columns[units];
    }

    /** The biases of a panel of units. */
    WeightTile bias(int units) {
        return biases[units];
    }
}

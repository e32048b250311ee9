package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.random.Streams;

/** The random numbers of a block of weights, made when asked for. One object serves one worker. */
final class WeightNoise {
    private final Kernels kernels;
    private final StepState step;
    private final LayerState[] layers;
    private final long seed;
    private BlockNoise noise;
    private WeightTile tile;
    private int number;
    private boolean turned;

    WeightNoise(Kernels kernels, StepState step, LayerState[] layers, long seed) {
        this.kernels = kernels;
        this.step = step;
        this.layers = layers;
        this.seed = seed;
    }

    /** Turns to a block, for the regularizer with this number. */
    void turnTo(WeightTile to, int ofRegularizer) {
        tile = to;
        number = ofRegularizer;
        turned = false;
    }

    BlockNoise numbers() {
        if (!turned) {
            int units = layers[tile.layer()].parameters.units();
            int row = tile.bias() ? layers[tile.layer()].parameters.inputs() : tile.firstInput();
            long key = Streams.weightNoise(seed, tile.layer(), step.number, number);
            long first = (long) row * units + tile.panel() * PanelMatrix.WIDTH;
            made().turnTo(tile.rows(), tile.columns(), units, key, first);
            turned = true;
        }
        return noise;
    }

    /** Room for the longest column of weights, as constraints get those. */
    private BlockNoise made() {
        if (noise == null) {
            int most = 0;
            for (LayerState each : layers) {
                most = Math.max(most, each.parameters.inputs());
            }
            noise = new BlockNoise(kernels, Math.max(most, PanelMatrix.WIDTH) * PanelMatrix.WIDTH);
        }
        return noise;
    }
}

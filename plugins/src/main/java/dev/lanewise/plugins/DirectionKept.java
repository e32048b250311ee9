package dev.lanewise.plugins;

import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.WeightMatrix;

/** Keeps one vector of a layer's units between steps, which {@link PowerIteration} turns, and starts it in any direction. */
interface DirectionKept extends MatrixRegularizer {
    @Override
    default int stateLength(int layer, int inputs, int units) {
        return units;
    }

    @Override
    default void start(WeightMatrix matrix) {
        PowerIteration.fillWithNoise(matrix.state(), matrix.noise());
    }
}

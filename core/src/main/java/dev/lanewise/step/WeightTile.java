package dev.lanewise.step;

import dev.lanewise.optim.Slice;

/**
 * Some rows of one panel of a layer's weights, or a panel of its biases.
 *
 * @param layer the dense layer
 * @param panel of the layer's units
 * @param bias whether it is of the biases
 * @param firstInput the input of its first row
 * @param rows how many inputs
 * @param columns how many units
 * @param slice where the parameters are, rows 32 apart
 */
record WeightTile(int layer, int panel, boolean bias, int firstInput, int rows, int columns, Slice slice) {}

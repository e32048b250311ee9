package dev.lanewise.step;

/**
 * How the products of a dense layer were computed, as was seen to be the fastest on this machine; for people. It depends on the clock
 * and never shows in a bit of a result.
 *
 * @param forward of input and weights: {@code without zeros}, {@code without shared zeros} or {@code with all zeros}
 * @param backward of gradients and transposed weights, likewise; {@code none} for the first layer
 * @param weights of input and gradients
 */
public record ProductWays(String forward, String backward, String weights) {}

package dev.lanewise.predict;

/**
 * How well a network does on a data set, in inference.
 *
 * @param loss mean cross-entropy
 * @param accuracy 0…1
 * @param confusion how many images of class [truth] were taken for class [prediction]
 */
public record Evaluation(double loss, double accuracy, int[][] confusion) {}

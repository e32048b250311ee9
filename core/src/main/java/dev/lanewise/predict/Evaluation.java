package dev.lanewise.predict;

/**
 * How well a network does on a data set, in inference.
 *
 * @param loss mean loss
 * @param accuracy 0…1
 * @param confusion how many samples of class [truth] were taken for class [prediction]
 */
public record Evaluation(double loss, double accuracy, int[][] confusion) {}

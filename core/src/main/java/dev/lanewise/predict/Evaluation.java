package dev.lanewise.predict;

/**
 * How well a network does on a data set, in inference.
 *
 * @param loss mean loss
 * @param accuracy 0…1; NaN for a network that predicts values
 * @param confusion how many samples of class [truth] were taken for class [prediction]; empty if samples are not of one class each
 */
public record Evaluation(double loss, double accuracy, int[][] confusion) {}

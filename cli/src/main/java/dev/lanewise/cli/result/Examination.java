package dev.lanewise.cli.result;

import java.util.List;

/**
 * A closer look at one trained network on its test set.
 *
 * @param seed of the run
 * @param classNames the names of the classes
 * @param confusion how many samples of class [truth] were taken for class [prediction]; empty if there are no classes
 * @param mistakes the wrong answers given with the highest probability, the highest first; none of tables
 * @param layers how active each hidden layer is
 */
public record Examination(
        long seed, List<String> classNames, int[][] confusion, List<Mistake> mistakes, List<LayerActivity> layers) {

    /**
     * A wrong answer.
     *
     * @param index of the image in the data set
     * @param pixels unsigned bytes, row-major [rows][columns]
     * @param rows the image's height
     * @param columns the image's width
     * @param truth the image's class
     * @param prediction the class the network took it for
     * @param probability what the network gave its prediction
     */
    public record Mistake(
            int index, byte[] pixels, int rows, int columns, int truth, int prediction, double probability) {}

    /**
     * How active a hidden layer is in inference. A unit fires for a sample if its activation is positive.
     *
     * @param units how many there are
     * @param firing the share of units that fire for a sample, on average over samples
     * @param silent how many units fire for no sample at all
     * @param mean of all activations
     * @param deviation standard deviation of all activations
     * @param histogram how many units fire for 0–10 %, 10–20 %, … 90–100 % of the samples
     */
    public record LayerActivity(
            int units, double firing, int silent, double mean, double deviation, List<Integer> histogram) {}
}

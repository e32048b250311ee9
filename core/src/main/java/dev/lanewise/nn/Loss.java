package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/**
 * What training lowers: a number for each row of a network's outputs, given what they should have been. The output layer is
 * linear; a loss that wants probabilities makes them itself.
 */
public interface Loss {
    /** What a network that is trained with a loss predicts. */
    enum Predicts {
        /** The probability of each class, which sum to 1. */
        CLASSES,

        /** The probability of each label by itself. */
        LABELS,

        /** Numbers. */
        VALUES
    }

    /** The cross-entropy of the softmax of the outputs: for targets that are distributions over classes. */
    static Loss softmaxCrossEntropy() {
        return SoftmaxCrossEntropy.INSTANCE;
    }

    /**
     * The same, in which a row counts as much as its class: {@code -Σ weight · target · log softmax}. The loss of a batch is the
     * mean over its rows; it is not divided by the sum of their weights.
     *
     * @param weights [classes], positive
     * @throws IllegalArgumentException if there are fewer than two, or one is not positive and finite
     */
    static Loss softmaxCrossEntropy(float... weights) {
        return SoftmaxCrossEntropy.weighted(weights);
    }

    /**
     * Softmax cross-entropy in which all classes count alike, however many rows they have: the weight of a class is the number
     * of rows, divided by the number of classes and that of its rows; 1 for a class without rows.
     *
     * @param train rows that are each of one class
     * @throws IllegalArgumentException if they are not
     */
    static Loss balanced(Samples train) {
        return SoftmaxCrossEntropy.balanced(train);
    }

    /**
     * The cross-entropy of the logistic function of each output, averaged over the outputs: for labels that may hold together,
     * and with one output for yes or no. A row is right if all its labels are on the right side of ½.
     */
    static Loss binaryCrossEntropy() {
        return new BinaryCrossEntropy();
    }

    /** The square of the difference between an output and its target, averaged over the outputs. */
    static Loss meanSquaredError() {
        return new MeanSquaredError();
    }

    /**
     * Half the square of the difference between an output and its target up to {@code delta}, and {@code delta · (difference -
     * delta / 2)} beyond, averaged over the outputs: as squared error, but less led by a few that are far off. See P. Huber,
     * "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 35, 1964.
     *
     * @throws IllegalArgumentException if {@code delta} is not positive and finite
     */
    static Loss huber(float delta) {
        return new Huber(delta);
    }

    /**
     * The loss of this {@link #name}: {@code softmax-cross-entropy}, {@code softmax-cross-entropy:1,0.5} with the weights of
     * classes, {@code binary-cross-entropy}, {@code mean-squared-error}, {@code huber:1}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static Loss parse(String text) {
        return LossText.parse(text);
    }

    /** The text that {@link #parse} reads, which model files and checkpoints keep. */
    String name();

    /** What a network that is trained with it predicts. */
    Predicts predicts();

    /**
     * Checks that it can be computed from so many outputs.
     *
     * @throws IllegalArgumentException if it cannot
     */
    void check(int outputs);

    /**
     * Checks that it can be computed between the outputs of a network and the targets of some data.
     *
     * @throws IllegalArgumentException if it cannot
     */
    void check(Samples data, int outputs);

    /**
     * What is wrong with targets that a regularizer has changed, as the end of the sentence "gave targets that …".
     *
     * @param targets row-major [rows][outputs]
     * @return null if nothing is
     */
    String fault(float[] targets, int rows, int outputs);

    /** Its computation on a thread of its own. */
    Rows rows(Kernels kernels, int outputs);

    /** A loss at work. May hold buffers, so one object serves one thread. */
    interface Rows {
        /** The loss of the row of outputs at {@code at}, for the row of targets at {@code targetAt}. */
        double value(float[] outputs, int at, float[] targets, int targetAt);

        /** Whether the row of outputs at {@code at} is right about what is true, as accuracy counts it; no meaning for values. */
        boolean hit(float[] outputs, int at, float[] truth, int truthAt);

        /** Makes the row of outputs at {@code at} what the network predicts, such as the probabilities of classes, in place. */
        void predict(float[] outputs, int at);

        /**
         * Replaces rows of outputs by the gradients of their losses.
         *
         * @param outputs [batch][outputs], modified in rows {@code firstRow … firstRow + rows - 1}
         * @param targets those of these rows alone, row-major [rows][outputs], perhaps changed by regularizers
         * @param truth the targets as they are in the data
         * @param losses [batch], of which those of these rows become their {@link #value}
         * @param hits [batch], of which those of these rows become whether they are a {@link #hit}
         */
        void gradient(
                PanelMatrix outputs,
                int firstRow,
                int rows,
                float[] targets,
                float[] truth,
                double[] losses,
                boolean[] hits);
    }
}

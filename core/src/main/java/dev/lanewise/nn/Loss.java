package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** What training lowers: a number for each row of a network's outputs, given what they should have been. */
public interface Loss {
    /** The cross-entropy of the softmax of the outputs: for targets that are distributions over classes. */
    static Loss softmaxCrossEntropy() {
        return SoftmaxCrossEntropy.INSTANCE;
    }

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

        /** Whether the row of outputs at {@code at} is right about what is true, as accuracy counts it. */
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

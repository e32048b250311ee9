package dev.lanewise.predict;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Classes;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A trained network that answers, as a service wants it. Immutable and safe for use by any number of threads at once: it has
 * a copy of the weights, and each call has buffers of its own, which are kept for the next. So nothing is allocated by a call,
 * once there have been as many at a time as there will be, and once the compiler has seen them ({@link #warmUp}).
 *
 * <p>Rows of features are given one behind the other, a single row or any number; so are results. Pixels are unsigned bytes and
 * mean what they meant in training; floats are what the network's first layer takes, so a pixel is given as {@code pixel /
 * 255f}. The bits are those of an {@link Evaluator}, and do not depend on how rows are put together to batches.
 */
public final class Predictor {
    /** Idle buffers that are kept for each processor. */
    private static final int KEPT = 2;

    private final Sequential net;
    private final Kernels kernels;
    private final WorkspacePool workspaces;

    /**
     * A predictor by a network as it is now; training it further changes nothing.
     *
     * @throws IllegalStateException if the network has no parameters
     * @throws IllegalArgumentException if its parameters are not all finite
     */
    public static Predictor of(Sequential net) {
        return new Predictor(Objects.requireNonNull(net, "net"), KernelChoice.choose("auto"));
    }

    /**
     * A predictor by the network in a model file, see {@link ModelFile#load}.
     *
     * @throws dev.lanewise.model.ModelFileException if the file is missing, broken, or holds anything else
     */
    public static Predictor load(Path file) {
        return of(ModelFile.load(file).net());
    }

    Predictor(Sequential original, Kernels kernels) {
        net = original.copy();
        this.kernels = kernels;
        net.requireFinite();
        int most = KEPT * Runtime.getRuntime().availableProcessors();
        workspaces = new WorkspacePool(most, () -> new Workspace(kernels, net));
    }

    /** The number of features of a row. */
    public int features() {
        return net.features();
    }

    /** The number of outputs of a row, which are the classes if it tells classes apart. */
    public int outputs() {
        return net.classes();
    }

    /**
     * Computes the outputs of the last layer, such as logits.
     *
     * @param rows row-major [rows][features], not modified
     * @param out row-major [rows][outputs], modified
     * @throws IllegalArgumentException if these are not whole rows, or not as many
     */
    public void outputs(float[] rows, float[] out) {
        run(rows, rows.length, out, false);
    }

    /** Computes the {@link #outputs(float[], float[])} for images, row-major [images][pixels]. */
    public void outputs(byte[] pixels, float[] out) {
        run(pixels, pixels.length, out, false);
    }

    /**
     * Computes what the network predicts: the probability of each class, or of each label, or values, as its {@linkplain
     * Sequential#loss() loss} has it.
     *
     * @param rows row-major [rows][features], not modified
     * @param out row-major [rows][outputs], modified
     * @throws IllegalArgumentException if these are not whole rows, or not as many
     */
    public void predict(float[] rows, float[] out) {
        run(rows, rows.length, out, true);
    }

    /** Computes what the network {@linkplain #predict(float[], float[]) predicts} for images, row-major [images][pixels]. */
    public void predict(byte[] pixels, float[] out) {
        run(pixels, pixels.length, out, true);
    }

    /**
     * Finds the most probable class, the first of equals; of a network with one output, which says yes or no, 1 or 0.
     *
     * @param rows row-major [rows][features], not modified
     * @param out [rows], modified
     * @throws IllegalStateException if the network predicts values
     * @throws IllegalArgumentException if {@code rows} are not whole rows, or not as many as {@code out}; or if the outputs of one
     *     are not finite, as those of a row with a NaN
     */
    public void classes(float[] rows, int[] out) {
        classes(rows, rows.length, out);
    }

    /** Finds the most probable {@link #classes(float[], int[])} of images, row-major [images][pixels]. */
    public void classes(byte[] pixels, int[] out) {
        classes(pixels, pixels.length, out);
    }

    /**
     * The most probable class of one row of features, as {@link #classes(float[], int[])} has it.
     *
     * @throws IllegalStateException if the network predicts values
     * @throws IllegalArgumentException if it is not one row, or its outputs are not finite
     */
    public int classOf(float[] row) {
        return classOf(row, row.length);
    }

    /** The most probable {@linkplain #classOf(float[]) class} of one image. */
    public int classOf(byte[] pixels) {
        return classOf(pixels, pixels.length);
    }

    /**
     * Says how well the network does, on all processors, as an {@link Evaluator} does.
     *
     * @throws IllegalArgumentException if the data does not fit the network
     */
    public Evaluation evaluate(Samples data) {
        return new Evaluator(kernels, Runtime.getRuntime().availableProcessors()).evaluate(net, data);
    }

    /**
     * Makes predictions on made-up rows until the compiler has made fast code of them, which takes a second or two. A service
     * calls this before it lets requests in; the first thousands of predictions are slow otherwise.
     *
     * @return this
     */
    public Predictor warmUp() {
        new WarmUp(this).run();
        return this;
    }

    /** @param rows a {@code float[]} or {@code byte[]} */
    private void run(Object rows, int length, float[] out, boolean predict) {
        int count = rows(length);
        if (out.length != (long) count * outputs()) {
            throw new IllegalArgumentException(
                    "expected room for " + count + " x " + outputs() + " results, but got " + out.length);
        }
        Workspace workspace = workspaces.take();
        for (int from = 0; from < count; from += Workspace.BATCH) {
            int some = Math.min(Workspace.BATCH, count - from);
            workspace.run(rows, from, some, out, from * outputs());
            if (predict) {
                workspace.predict(out, from * outputs(), some);
            }
        }
        workspaces.giveBack(workspace);
    }

    private void classes(Object rows, int length, int[] out) {
        requireClasses();
        int count = rows(length);
        if (out.length != count) {
            throw new IllegalArgumentException("expected room for " + count + " classes, but got " + out.length);
        }
        Workspace workspace = workspaces.take();
        try {
            for (int from = 0; from < count; from += Workspace.BATCH) {
                int some = Math.min(Workspace.BATCH, count - from);
                workspace.run(rows, from, some, workspace.outputs(), 0);
                for (int r = 0; r < some; r++) {
                    out[from + r] = winner(workspace.outputs(), r, from + r);
                }
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private int classOf(Object row, int length) {
        requireClasses();
        if (length != features()) {
            throw new IllegalArgumentException("the network takes " + features() + " features, but got " + length);
        }
        Workspace workspace = workspaces.take();
        try {
            workspace.run(row, 0, 1, workspace.outputs(), 0);
            return winner(workspace.outputs(), 0, 0);
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void requireClasses() {
        if (net.loss().predicts() == Loss.Predicts.VALUES) {
            throw new IllegalStateException("the network predicts values, not classes; use predict");
        }
    }

    /**
     * The class by the outputs of a row.
     *
     * @param number of the row, for people
     */
    private int winner(float[] outputs, int row, int number) {
        int at = row * outputs();
        for (int c = 0; c < outputs(); c++) {
            if (!Float.isFinite(outputs[at + c])) {
                throw new IllegalArgumentException(
                        "row " + number + " has outputs that are not finite and name no class;"
                                + " leave it out, or mend its features, which are not finite themselves or much too large");
            }
        }
        return outputs() == 1 ? outputs[at] > 0 ? 1 : 0 : Classes.greatest(outputs, at, outputs());
    }

    private int rows(int length) {
        if (length % features() != 0) {
            throw new IllegalArgumentException(
                    "the network takes rows of " + features() + " features, but got " + length + " numbers");
        }
        return length / features();
    }
}

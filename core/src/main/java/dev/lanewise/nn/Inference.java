package dev.lanewise.nn;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.List;

/** Runs a network forward, batch after batch, without any regularizer. Holds buffers, so one object serves one thread. */
public final class Inference {
    private final Kernels kernels;
    private final Sequential net;
    private final PanelMatrix[] activations;
    private final int[] order;

    /**
     * Buffers for batches of up to {@code batch} images.
     *
     * @throws IllegalStateException if the network has no parameters
     */
    public Inference(Kernels kernels, Sequential net, int batch) {
        this.kernels = kernels;
        this.net = net;
        List<DenseParameters> parameters = net.parameters();
        activations = new PanelMatrix[parameters.size() + 1];
        activations[0] = new PanelMatrix(batch, net.features());
        for (int l = 0; l < parameters.size(); l++) {
            activations[l + 1] = new PanelMatrix(batch, parameters.get(l).units());
        }
        order = new int[batch];
    }

    /**
     * Computes the logits of images {@code from … to - 1} into the same rows of {@code out}, row-major [images][classes].
     *
     * @throws IllegalArgumentException if the images have another number of pixels than the network has inputs
     */
    public void run(LabelledImages images, int from, int to, float[] out) {
        if (images.features() != net.features()) {
            throw new IllegalArgumentException("the network takes " + net.features() + " inputs, but the images have "
                    + images.features() + " pixels");
        }
        int classes = net.classes();
        for (int start = from; start < to; start += order.length) {
            int count = Math.min(order.length, to - start);
            PanelMatrix logits = batch(images, start, count);
            for (int r = 0; r < count; r++) {
                for (int panel = 0; panel < logits.panels(); panel++) {
                    System.arraycopy(
                            logits.data(),
                            logits.offset(panel, r),
                            out,
                            (start + r) * classes + panel * PanelMatrix.WIDTH,
                            logits.panelColumns(panel));
                }
            }
        }
    }

    private PanelMatrix batch(LabelledImages images, int from, int count) {
        for (int r = 0; r < count; r++) {
            order[r] = from + r;
        }
        kernels.gather(images.pixels(), images.features(), order, 0, count, activations[0], 0);
        int rows = (int) PanelMatrix.roundUp(count, PanelMatrix.TILE_ROWS);
        List<DenseParameters> parameters = net.parameters();
        for (int l = 0; l < parameters.size(); l++) {
            parameters
                    .get(l)
                    .forward(kernels, net.dense().get(l).activation(), activations[l], 0, rows, activations[l + 1]);
        }
        return activations[activations.length - 1];
    }
}

package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Sequential;
import java.util.Collections;
import java.util.SplittableRandom;

/** Small random data and networks. */
public final class TinyImages {
    private TinyImages() {}

    /** Images of {@code features x 1} random pixels, labelled at random. */
    public static LabelledImages images(int size, int features, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[size * features];
        random.nextBytes(pixels);
        byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            labels[i] = (byte) random.nextInt(classes);
        }
        return new LabelledImages(pixels, labels, features, 1, Collections.nCopies(classes, "class"));
    }

    /** Gives the network He's weights, and biases and normalisations of which no number is 0 or 1. */
    public static Sequential initialised(Sequential net, int features, long seed) {
        net.initialise(features, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (DenseParameters each : net.parameters()) {
            each.set(each.weights(), around(0, each.units(), random));
            each.layerNorm()
                    .ifPresent(norm -> norm.set(around(1, each.units(), random), around(0, each.units(), random)));
        }
        return net;
    }

    private static float[] around(double middle, int length, SplittableRandom random) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = (float) (middle + random.nextDouble() - 0.5);
        }
        return out;
    }
}

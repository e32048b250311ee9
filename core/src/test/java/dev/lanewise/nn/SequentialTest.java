package dev.lanewise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTest {
    private static final Sequential NET =
            Sequential.of(Dropout.of(0.1), Dense.relu(20), Dropout.of(0.5), Dense.linear(7), Dense.linear(3));

    @Test
    void aNetworkKnowsItsParts() {
        assertThat(NET.layers()).hasSize(5);
        assertThat(NET.dense()).containsExactly(Dense.relu(20), Dense.linear(7), Dense.linear(3));
        assertThat(NET.hidden()).containsExactly(20, 7);
        assertThat(NET.classes()).isEqualTo(3);
        assertThat(NET.dropoutAfter(-1)).isEqualTo(Dropout.of(0.1));
        assertThat(NET.dropoutAfter(0)).isEqualTo(Dropout.of(0.5));
        assertThat(NET.dropoutAfter(1)).isNull();
        assertThat(Sequential.mlp(new int[] {20, 7}, 3).dense())
                .containsExactly(Dense.relu(20), Dense.relu(7), Dense.linear(3));
    }

    @Test
    void networksThatMakeNoSenseAreRefused() {
        refused("the last layer of a network must be Dense.linear");
        refused("the last layer of a network must be Dense.linear", Dense.relu(3), Dropout.of(0.5));
        refused("the last layer of a network must be Dense.linear", Dense.relu(3));
        refused("layers 1 and 2 are both dropout", Dense.relu(3), Dropout.of(0.5), Dropout.of(0.2), Dense.linear(3));
        assertThatThrownBy(() -> Dense.relu(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a dense layer needs at least 1 unit, but got 0");
    }

    private static void refused(String reason, Layer... layers) {
        assertThatThrownBy(() -> Sequential.of(layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void probabilitiesOutsideZeroToOneAreRefused(double p) {
        assertThatThrownBy(() -> Dropout.of(p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the probability to drop must be within 0…1, but is " + p);
    }

    @Test
    void withoutParametersNothingCanBeComputed() {
        Sequential net = Sequential.mlp(new int[] {4}, 3);
        assertThat(net.initialised()).isFalse();
        assertThatThrownBy(() -> net.logits(images(1, 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network has no parameters yet: train it, load it, or call initialise");
    }

    @Test
    void parametersStartAsTheInitializerSaysAndBiasesAtZero() {
        Sequential net = Sequential.mlp(new int[] {4}, 3).initializer(Initializer.normal(0.5));
        net.initialise(6, 9);
        assertThat(net.features()).isEqualTo(6);
        assertThat(net.parameters().get(0).weights())
                .isEqualTo(Initializer.normal(0.5).weights(0, 6, 4, 9));
        assertThat(net.parameters().get(1).weights())
                .isEqualTo(Initializer.normal(0.5).weights(1, 4, 3, 9));
        assertThat(net.parameters().get(0).bias()).containsOnly(0f);
        assertThat(net.initializer(Initializer.he()).initialised()).isFalse();
    }

    @Test
    void parametersOfAnotherShapeAreRefused() {
        Sequential net = Sequential.mlp(new int[] {4}, 3);
        net.initialise(6, 9);
        DenseParameters first = net.parameters().getFirst();
        assertThatThrownBy(() -> first.set(new float[24], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 4 biases, but got 3");
        assertThatThrownBy(() -> first.set(new float[23], new float[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 6 x 4 values, but got 23");
    }

    @Test
    void aLayerLargerThanAnArrayIsRefused() {
        assertThatThrownBy(() -> Sequential.mlp(new int[] {1 << 20, 1 << 20}, 3).initialise(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger than a Java array can hold; use fewer units");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 255, 256, 257, 600})
    void logitsAreThoseOfTheFormulaWithoutDropout(int size) {
        NET.initialise(33, 4);
        LabelledImages images = images(size, 33);
        float[] expected = new float[size * 3];
        for (int r = 0; r < size; r++) {
            float[] x = new float[33];
            for (int i = 0; i < 33; i++) {
                x[i] = (images.pixels()[r * 33 + i] & 0xFF) * (1 / 255f);
            }
            for (int l = 0; l < 3; l++) {
                x = layer(x, NET.parameters().get(l), NET.dense().get(l).activation());
            }
            System.arraycopy(x, 0, expected, r * 3, 3);
        }
        assertThat(NET.logits(images)).isEqualTo(expected);
    }

    private static float[] layer(float[] x, DenseParameters parameters, Activation activation) {
        float[] y = parameters.bias();
        float[] w = parameters.weights();
        for (int j = 0; j < y.length; j++) {
            for (int i = 0; i < x.length; i++) {
                y[j] = Math.fma(x[i], w[i * y.length + j], y[j]);
            }
            y[j] = activation == Activation.RELU && y[j] <= 0 ? 0 : y[j];
        }
        return y;
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        NET.initialise(33, 4);
        assertThatThrownBy(() -> NET.logits(images(2, 34)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network takes 33 inputs, but the images have 34 pixels");
    }

    private static LabelledImages images(int size, int features) {
        byte[] pixels = new byte[size * features];
        new SplittableRandom(size).nextBytes(pixels);
        return new LabelledImages(pixels, new byte[size], features, 1, Collections.nCopies(3, "class"));
    }
}

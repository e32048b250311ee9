package dev.lanewise.model.onnx;

import dev.lanewise.nn.Sequential;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network as an ONNX graph has it: its input is {@code (x - mean) / deviation} of what the graph is given.
 *
 * @param mean one number for all features, or one each
 * @param deviation likewise, not zero
 * @param metadata notes that go with it
 */
public record OnnxNetwork(Sequential net, float[] mean, float[] deviation, Map<String, String> metadata) {
    /** Whether the graph's input is the network's. */
    public boolean isUnscaled() {
        return mean.length == 1 && mean[0] == 0 && deviation.length == 1 && deviation[0] == 1;
    }

    /** Whether each feature has a scaling of its own, as the columns of a table have and pixels have not. */
    public boolean isOfColumns() {
        boolean each = mean.length > 1 && deviation.length > 1;
        return each && IntStream.range(0, deviation.length).allMatch(i -> deviation[i] > 0);
    }
}

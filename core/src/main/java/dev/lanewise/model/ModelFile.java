package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Trained networks as safetensors files: {@code layers.0.weight} [inputs][units], {@code layers.0.bias} [units], and so on, the
 * output layer last. The metadata names their activation functions; where it does not, hidden layers are ReLU.
 */
public final class ModelFile {
    private static final String ACTIVATIONS = "lanewise.activations";

    /** A network and what was written beside it. */
    public record Model(Sequential net, Map<String, String> metadata) {}

    private ModelFile() {}

    /**
     * Writes a network, whole or not at all.
     *
     * @throws IllegalStateException if the network has no parameters
     * @throws IOException if the file cannot be written; an earlier one is then untouched
     */
    public static void save(Path file, Sequential net, Map<String, String> metadata) throws IOException {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(
                ACTIVATIONS,
                net.dense().stream().map(each -> each.activation().name()).collect(Collectors.joining(",")));
        Safetensors.write(file, new Contents(tensors(net), all));
    }

    public static Map<String, Tensor> tensors(Sequential net) {
        Map<String, Tensor> out = new LinkedHashMap<>();
        for (int l = 0; l < net.parameters().size(); l++) {
            DenseParameters each = net.parameters().get(l);
            out.put(weightName(l), new Tensor(new long[] {each.inputs(), each.units()}, each.weights()));
            out.put(biasName(l), new Tensor(new long[] {each.units()}, each.bias()));
        }
        return out;
    }

    public static String weightName(int layer) {
        return "layers." + layer + ".weight";
    }

    public static String biasName(int layer) {
        return "layers." + layer + ".bias";
    }

    /**
     * Reads a network.
     *
     * @throws ModelFileException if the file is missing, cut short, or not one that {@link #save} writes
     */
    public static Model load(Path file) {
        Contents contents = Safetensors.read(file);
        List<Integer> units = new ArrayList<>();
        for (int l = 0; contents.tensors().containsKey(weightName(l)); l++) {
            long[] shape = contents.tensors().get(weightName(l)).shape();
            Tensor bias = contents.tensors().get(biasName(l));
            boolean fits = shape.length == 2
                    && shape[0] > 0
                    && shape[1] > 0
                    && bias != null
                    && bias.data().length == shape[1]
                    && (l == 0 || shape[0] == units.getLast());
            if (!fits) {
                throw new ModelFileException(
                        file, "has layers that do not fit together at layer " + l + "; write or copy it again");
            }
            units.add((int) shape[1]);
        }
        if (units.isEmpty()) {
            throw new ModelFileException(
                    file, "has no tensor 'layers.0.weight'; give a model.safetensors that lanewise wrote");
        }
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        String activations = metadata.remove(ACTIVATIONS);
        return new Model(net(file, units, activations, contents.tensors()), metadata);
    }

    private static Sequential net(Path file, List<Integer> units, String activations, Map<String, Tensor> tensors) {
        try {
            Sequential net = activations == null
                    ? Sequential.mlp(
                            units.stream()
                                    .limit(units.size() - 1L)
                                    .mapToInt(i -> i)
                                    .toArray(),
                            units.getLast())
                    : Sequential.of(layers(units, activations.split(",")));
            net.initialise((int) tensors.get(weightName(0)).shape()[0], 0);
            setParameters(net, tensors);
            return net;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(
                    file, "does not hold a network that can be built (" + e.getMessage() + "); write or copy it again");
        }
    }

    private static Layer[] layers(List<Integer> units, String[] activations) {
        if (activations.length != units.size()) {
            throw new IllegalArgumentException(
                    units.size() + " layers, but " + activations.length + " activation functions");
        }
        Layer[] out = new Layer[activations.length];
        for (int l = 0; l < out.length; l++) {
            out[l] = new Dense(units.get(l), Activation.valueOf(activations[l]));
        }
        return out;
    }

    public static void setParameters(Sequential net, Map<String, Tensor> tensors) {
        for (int l = 0; l < net.parameters().size(); l++) {
            net.parameters()
                    .get(l)
                    .set(
                            tensors.get(weightName(l)).data(),
                            tensors.get(biasName(l)).data());
        }
    }

    /**
     * SHA-256, in hexadecimal, over all parameters in layer order: weights row-major [inputs][units], then biases, as
     * little-endian float32.
     */
    public static String weightsSha256(Sequential net) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
        for (DenseParameters each : net.parameters()) {
            update(digest, each.weights());
            update(digest, each.bias());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}

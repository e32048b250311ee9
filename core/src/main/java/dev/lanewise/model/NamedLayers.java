package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which dense layers the tensors of a file are, in the order of their names. */
final class NamedLayers {
    private static final String WEIGHT = "weight";
    private static final String BIAS = "bias";

    private NamedLayers() {}

    /**
     * Pairs weights with biases.
     *
     * @throws ModelFileException if a tensor is missing, belongs to no dense layer, or has numbers that are not finite
     */
    static List<NamedLayer> of(Path file, Map<String, Tensor> tensors) {
        List<NamedLayer> out = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            String start = name.substring(0, name.lastIndexOf('.') + 1);
            String part = name.substring(start.length());
            if (part.equals(WEIGHT) && tensor.shape().length == 2 && tensor.data().length > 0) {
                Tensor bias = require(file, tensors, start + BIAS, name);
                out.add(new NamedLayer(start.isEmpty() ? "" : start.substring(0, start.length() - 1), tensor, bias));
            } else if (part.equals(BIAS) && tensor.shape().length == 1) {
                require(file, tensors, start + WEIGHT, name);
            } else {
                throw new ModelFileException(
                        file,
                        "has the tensor '" + name + "' of shape " + Arrays.toString(tensor.shape())
                                + ", which is part of no dense layer; give a network of dense layers only");
            }
            requireFinite(file, name, tensor.data());
        });
        if (out.isEmpty()) {
            throw new ModelFileException(file, "has no tensors; give the file of a trained network");
        }
        out.sort(Comparator.comparing(NamedLayer::stem)
                .thenComparing(NamedLayer::number)
                .thenComparing(NamedLayer::name));
        return out;
    }

    private static Tensor require(Path file, Map<String, Tensor> tensors, String name, String other) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelFileException(
                    file, "has the tensor '" + other + "', but no '" + name + "'; write or copy it again");
        }
        return tensor;
    }

    private static void requireFinite(Path file, String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelFileException(
                        file,
                        "has " + value + " in the tensor '" + name
                                + "', of which nothing can be computed; give a network whose training did not diverge");
            }
        }
    }
}

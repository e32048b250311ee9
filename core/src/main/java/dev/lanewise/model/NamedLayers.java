package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which dense layers, normalised or not, the tensors of a file are, in the order of their names. */
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
        List<NamedLayer> norms = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            String start = name.substring(0, name.lastIndexOf('.') + 1);
            String part = name.substring(start.length());
            int axes = tensor.shape().length;
            if (part.equals(WEIGHT) && (axes == 1 || axes == 2) && tensor.data().length > 0) {
                Tensor bias = require(file, tensors, start + BIAS, name);
                String module = start.isEmpty() ? "" : start.substring(0, start.length() - 1);
                (axes == 2 ? out : norms).add(new NamedLayer(module, tensor, bias, Optional.empty()));
            } else if (part.equals(BIAS) && axes == 1) {
                require(file, tensors, start + WEIGHT, name);
            } else {
                throw new ModelFileException(
                        file,
                        "has the tensor '" + name + "' of shape " + Arrays.toString(tensor.shape())
                                + ", which is part of no dense layer and no layer normalisation; give a network of"
                                + " these only");
            }
            requireFinite(file, name, tensor.data());
        });
        if (out.isEmpty()) {
            throw new ModelFileException(file, "has no tensors; give the file of a trained network");
        }
        norms.forEach(norm -> addTo(file, out, norm));
        out.sort(Comparator.comparing(NamedLayer::stem)
                .thenComparing(NamedLayer::number)
                .thenComparing(NamedLayer::name));
        return out;
    }

    /** Gives a normalisation to the dense layer that it follows. */
    private static void addTo(Path file, List<NamedLayer> layers, NamedLayer norm) {
        for (int l = 0; l < layers.size(); l++) {
            NamedLayer layer = layers.get(l);
            if (norm.follows(layer) && layer.norm().isEmpty()) {
                int units = layer.bias().data().length;
                if (norm.weight().data().length != units || norm.bias().data().length != units) {
                    throw new ModelFileException(
                            file,
                            "has the layer normalisation " + norm.describe() + ", which does not go with the " + units
                                    + " units of '" + layer.weightName() + "'; write or copy it again");
                }
                layers.set(l, layer.normalizedBy(norm));
                return;
            }
        }
        throw new ModelFileException(
                file,
                "has the layer normalisation " + norm.describe()
                        + ", which follows no dense layer by its name; call it '1'"
                        + " after '0', as torch.nn.Sequential does, or norm1 after fc1");
    }

    private static Tensor require(Path file, Map<String, Tensor> tensors, String name, String other) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelFileException(
                    file,
                    "has the tensor '" + other + "', but no '" + name + "'; "
                            + (name.endsWith(BIAS)
                                    ? "give a network whose layers have biases, zeros if need be"
                                    : "write or copy it again"));
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

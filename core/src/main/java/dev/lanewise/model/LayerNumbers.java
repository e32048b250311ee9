package dev.lanewise.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the numbers of layers leave one out. {@code torch.nn.Sequential} numbers all its modules, so that its dense layers are
 * two apart, or three with dropout, from 0, or from 1 after a Flatten; all others count one by one.
 */
final class LayerNumbers {
    private final List<NamedLayer> layers;
    private final String stem;
    private final boolean modules;
    private final boolean sequential;

    private LayerNumbers(LayerChain chain) {
        layers = chain.layers();
        stem = layers.getFirst().stem();
        modules = stem.isEmpty() || stem.endsWith(".");
        boolean apart =
                layers.size() == 1 || layers.get(1).number() - layers.getFirst().number() > 1;
        sequential = modules && chain.layout() == Layout.PYTORCH && apart;
    }

    /**
     * Checks a chain of layers whose names have numbers, or of one whose name has none.
     *
     * @throws ModelFileException if a layer is missing
     */
    static void check(Path file, LayerChain chain) {
        List<String> missing = new LayerNumbers(chain).missing();
        if (!missing.isEmpty()) {
            throw new ModelFileException(
                    file,
                    "lacks layers by the numbers in its names: " + String.join(", ", missing)
                            + "; write or copy it again, or number its layers one by one");
        }
    }

    private List<String> missing() {
        List<String> out = new ArrayList<>();
        int from = layers.getFirst().number();
        if (from > (modules && !sequential ? 0 : 1)) {
            out.add("those before '" + layers.getFirst().name() + "'");
        }
        for (NamedLayer layer : layers.subList(1, layers.size())) {
            int to = layer.number();
            int step = to - from;
            if (sequential ? step < 2 || step > 3 : step != 1) {
                out.add(
                        step == 2 && !sequential
                                ? "'" + stem + (from + 1) + "'"
                                : "between '" + stem + from + "' and '" + stem + to + "'");
            }
            from = to;
        }
        return out;
    }
}

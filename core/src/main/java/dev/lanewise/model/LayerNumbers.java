package dev.lanewise.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the numbers of layers leave one out. {@code torch.nn.Sequential} numbers all its modules, so that its dense layers are
 * two apart, one more with a normalisation and one more with dropout, from 0, or from 1 after a Flatten; all others count one by
 * one.
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
        boolean numbersNorms = layers.stream()
                .anyMatch(layer ->
                        layer.norm().map(norm -> norm.stem().equals(stem)).orElse(false));
        sequential = modules && apart && (chain.layout() == Layout.PYTORCH || numbersNorms);
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
        NamedLayer before = layers.getFirst();
        int from = before.number();
        if (from > (modules && !sequential ? 0 : 1)) {
            out.add("those before '" + layers.getFirst().name() + "'");
        }
        for (NamedLayer layer : layers.subList(1, layers.size())) {
            int to = layer.number();
            int step = to - from;
            int least = before.norm().isPresent() ? 3 : 2;
            if (sequential ? step < least || step > least + 1 : step != 1) {
                out.add(
                        step == 2 && !sequential
                                ? "'" + stem + (from + 1) + "'"
                                : "between '" + stem + from + "' and '" + stem + to + "'");
            }
            from = to;
            before = layer;
        }
        return out;
    }
}

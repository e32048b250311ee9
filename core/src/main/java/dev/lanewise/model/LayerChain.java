package dev.lanewise.model;

import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Layers in the order of the network, and which way round they have their weights. Numbers at the end of their names say the
 * order; where there are none, shapes do.
 */
record LayerChain(Layout layout, List<NamedLayer> layers) {
    /** Without numbers, orders are tried. */
    private static final int MOST_WITHOUT_NUMBERS = 8;

    /**
     * The one chain that the layers make.
     *
     * @param layers sorted by their names
     * @param wanted the layout; null to find it by the shapes
     * @param preferred the layout if the shapes fit both; null if there must be no doubt
     * @throws ModelFileException if there is none, or more than one, or numbers are missing
     */
    static LayerChain of(Path file, List<NamedLayer> layers, Layout wanted, Layout preferred) {
        boolean numbered = layers.size() == 1
                || layers.getFirst().number() >= 0
                        && layers.stream().map(NamedLayer::stem).distinct().count() == 1;
        if (!numbered && layers.size() > MOST_WITHOUT_NUMBERS) {
            throw new ModelFileException(
                    file, "has " + layers.size() + " layers whose names have no numbers; number them in their order");
        }
        List<LayerChain> chains = new ArrayList<>();
        for (Layout layout : Layout.values()) {
            extend(layout, List.of(), layers, numbered, chains);
        }
        if (chains.isEmpty()) {
            throw new ModelFileException(file, misfit(layers, numbered));
        }
        LayerChain chain = choose(file, chains, wanted, preferred);
        if (numbered) {
            LayerNumbers.check(file, chain);
        }
        chain.layers.getLast().norm().ifPresent(norm -> {
            throw new ModelFileException(
                    file,
                    "has the layer normalisation " + norm.describe()
                            + " after its last layer, where none is read; give a network without it");
        });
        return chain;
    }

    /** Adds the chains that begin with {@code begun} and go on with the rest, in this order or in any. */
    private static void extend(
            Layout layout, List<NamedLayer> begun, List<NamedLayer> rest, boolean ordered, List<LayerChain> chains) {
        if (rest.isEmpty()) {
            chains.add(new LayerChain(layout, begun));
        }
        for (NamedLayer next : ordered ? rest.subList(0, Math.min(1, rest.size())) : rest) {
            boolean fits = begun.isEmpty() || begun.getLast().units(layout) == next.inputs(layout);
            if (fits && next.fits(layout)) {
                List<NamedLayer> longer = new ArrayList<>(begun);
                longer.add(next);
                extend(
                        layout,
                        longer,
                        rest.stream().filter(each -> each != next).toList(),
                        ordered,
                        chains);
            }
        }
    }

    private static LayerChain choose(Path file, List<LayerChain> chains, Layout wanted, Layout preferred) {
        List<LayerChain> left = chains;
        for (Layout layout : new Layout[] {wanted, preferred}) {
            if (left.stream().map(LayerChain::layout).distinct().count() > 1 && layout != null) {
                left = left.stream().filter(each -> each.layout == layout).toList();
            }
        }
        LayerChain first = left.getFirst();
        if (wanted != null && first.layout != wanted) {
            throw new ModelFileException(
                    file,
                    "has " + first.layers.getFirst().describe() + ", which is transposed in the layout " + wanted
                            + "; read it with the layout " + first.layout);
        }
        if (left.size() > 1) {
            throw new ModelFileException(
                    file,
                    first.layout == left.getLast().layout
                            ? "has layers that fit together in several orders; number them, as in fc1.weight, fc2.weight"
                            : "has square weights, which may be transposed or not; say which, by the layout pytorch"
                                    + " ([units, inputs]) or lanewise ([inputs, units])");
        }
        return first;
    }

    /** Why there is no chain. */
    private static String misfit(List<NamedLayer> layers, boolean numbered) {
        if (!numbered) {
            return "has layers that do not fit together in any order: " + describe(layers) + "; write or copy it again";
        }
        int before = 0;
        for (int l = 0; l < layers.size(); l++) {
            NamedLayer layer = layers.get(l);
            int units = layer.bias().data().length;
            if (!layer.fits(Layout.LANEWISE) && !layer.fits(Layout.PYTORCH)) {
                return "has " + layer.describe() + ", which does not go with its " + units
                        + " biases; write or copy it again";
            }
            int inputs = layer.inputs(layer.fits(Layout.LANEWISE) ? Layout.LANEWISE : Layout.PYTORCH);
            if (l > 0 && inputs != before) {
                return "has layers that do not fit together at layer " + l + ": " + layer.describe() + " takes "
                        + inputs + " inputs, but the layer before has " + before + " units; write or copy it again";
            }
            before = units;
        }
        return "has weights of which some are transposed and some are not: " + describe(layers)
                + "; write them all as [units, inputs] or all as [inputs, units]";
    }

    /** The network of these layers. */
    Sequential network(List<Activation> activations) {
        Layer[] dense = new Layer[layers.size()];
        for (int l = 0; l < dense.length; l++) {
            NamedLayer each = layers.get(l);
            dense[l] = new Dense(
                    each.units(layout), activations.get(l), each.norm().isPresent());
        }
        Sequential net = Sequential.of(dense);
        net.initialise(layers.getFirst().inputs(layout), 0);
        for (int l = 0; l < dense.length; l++) {
            NamedLayer each = layers.get(l);
            DenseParameters parameters = net.parameters().get(l);
            parameters.set(layout.weights(each.weight()), each.bias().data());
            each.norm()
                    .ifPresent(norm -> parameters
                            .layerNorm()
                            .orElseThrow()
                            .set(norm.weight().data(), norm.bias().data()));
        }
        return net;
    }

    private static String describe(List<NamedLayer> layers) {
        return layers.stream().map(NamedLayer::describe).collect(Collectors.joining(", "));
    }
}

package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dense layer of a file.
 *
 * @param name what its tensors' names begin with, as {@code layers.0} or {@code fc1}; empty if they are just weight and bias
 * @param weight with two axes
 * @param bias with one axis
 * @param norm the layer normalisation that follows, whose weight has one axis
 */
record NamedLayer(String name, Tensor weight, Tensor bias, Optional<NamedLayer> norm) {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,6})");

    int inputs(Layout layout) {
        return layout.inputs(weight.shape());
    }

    int units(Layout layout) {
        return layout.units(weight.shape());
    }

    /** Whether there are as many biases as units. */
    boolean fits(Layout layout) {
        return units(layout) == bias.data().length;
    }

    /** The name without the number at its end. */
    String stem() {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? matcher.group(1) : name;
    }

    /** The number at the end of the name; −1 if there is none. */
    int number() {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
    }

    /**
     * Whether this, a normalisation, comes right after a dense layer: as the next module of the same {@code torch.nn.Sequential},
     * or under the same number, as {@code norm1} after {@code fc1}.
     */
    boolean follows(NamedLayer dense) {
        return stem().equals(dense.stem())
                ? number() == dense.number() + 1
                : number() >= 0 && number() == dense.number();
    }

    /** The same dense layer with the normalisation that follows it. */
    NamedLayer normalizedBy(NamedLayer found) {
        return new NamedLayer(name, weight, bias, Optional.of(found));
    }

    /** The weights' name. */
    String weightName() {
        return name.isEmpty() ? "weight" : name + ".weight";
    }

    /** The weights' name and shape, for people. */
    String describe() {
        return "'" + weightName() + "' of shape " + Arrays.toString(weight.shape());
    }
}

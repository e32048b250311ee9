package dev.lanewise.testkit;

import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;

/** Makes regularizers as the command line does. */
public final class SampleRegularizer {
    private SampleRegularizer() {}

    /**
     * A regularizer as one of its hooks.
     *
     * @param typed what a user would type, {@code dropout:0.2,0.5}
     * @throws dev.lanewise.registry.SpecException if the arguments are wrong
     * @throws ClassCastException if it has no such hook
     */
    public static <T extends Regularizer> T of(
            RegularizerProvider provider, String typed, int hiddenLayers, Class<T> hook) {
        return hook.cast(Regularizers.of(List.of(Loaded.of(provider, Origin.PROGRAM)))
                .create(RegularizerSpecs.parse(typed), hiddenLayers)
                .getFirst()
                .regularizer());
    }
}

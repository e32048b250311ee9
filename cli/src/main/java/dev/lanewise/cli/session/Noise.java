package dev.lanewise.cli.session;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.train.NoisyInference;
import java.util.List;

/** The noise that a network was trained with, for commands that want it back. */
public final class Noise {
    private Noise() {}

    /**
     * Checks how many passes were asked for.
     *
     * @throws CliException if a spread cannot be told from them
     */
    public static void check(int passes) {
        if (passes < 2 || passes > 100_000) {
            throw CliException.usage(
                    "--noise: '" + passes + "' must be a whole number of passes from 2 to 100,000, such as 50");
        }
    }

    /**
     * Inference with the noise of a network's training.
     *
     * @throws CliException if it had none, or its file does not say
     */
    public static NoisyInference of(Resources resources, LoadedModel loaded) {
        if (!loaded.run().has("configuration")) {
            throw CliException.usage("--noise: " + loaded.file()
                    + " does not say which regularizers it was trained with; give a network that Lanewise trained");
        }
        RunConfig config = RunConfig.of(Json.options(loaded.run().getObject("configuration")));
        List<NamedRegularizer> made = config.made(resources.regularizers(config));
        if (made.stream().noneMatch(Noise::disturbs)) {
            throw CliException.usage(
                    "--noise: " + loaded.file() + " was trained without noise on its input or its hidden"
                            + " layers; train one with --regularizer dropout:0.5, for example");
        }
        return new NoisyInference(KernelChoice.choose("auto"), loaded.net(), made, config.seed());
    }

    private static boolean disturbs(NamedRegularizer each) {
        return each.regularizer() instanceof ActivationRegularizer || each.regularizer() instanceof InputRegularizer;
    }
}

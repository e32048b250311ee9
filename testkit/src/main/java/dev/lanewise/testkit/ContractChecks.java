package dev.lanewise.testkit;

import dev.lanewise.registry.ContextClassLoader;
import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.Registered;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.registry.Thrown;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.ArrayList;
import java.util.List;

/** All that the engine relies on, as checks to run one by one. */
public final class ContractChecks {
    private ContractChecks() {}

    /** The checks of a provider, with arguments of their own choice. */
    public static List<Check> of(RegularizerProvider provider) {
        return of(provider, "");
    }

    /**
     * The checks of a provider.
     *
     * @param typed what a user would type, {@code dropout:0.2,0.5}, for a network with two hidden layers; if empty, the checks
     *     choose the required arguments themselves
     */
    public static List<Check> of(RegularizerProvider provider, String typed) {
        return of(provider, typed, Origin.PROGRAM);
    }

    /** The same of a provider from a jar, which messages then name. */
    public static List<Check> of(RegularizerProvider provider, String typed, Origin origin) {
        Loaded loaded = Loaded.of(provider, origin);
        List<Check> out = new ArrayList<>();
        out.add(new Check("the provider keeps the rules for names, versions and arguments", () -> {
            if (!loaded.problems().isEmpty()) {
                throw new ContractViolation(loaded.problems().getFirst().toString());
            }
        }));
        if (loaded.found().isEmpty()) {
            return out;
        }
        Registered registered = loaded.found().getFirst();
        Regularizers regularizers = Regularizers.of(List.of(loaded));
        String spec = registered.orExample(typed);
        out.addAll(new ArgumentChecks(regularizers, registered).all());
        NamedRegularizer made;
        try {
            made = regularizers
                    .create(RegularizerSpecs.parse(spec), TrainingChecks.HIDDEN.length)
                    .getFirst();
        } catch (RuntimeException e) {
            out.add(broken("the provider makes a regularizer of '" + spec + "'", e.getMessage(), e));
            return out;
        }
        try {
            out.addAll(hooks(made));
        } catch (ContractViolation e) {
            out.add(broken("the hooks of '" + spec + "' can be called", e.getMessage(), e));
        } catch (Throwable e) { // the regularizer's own
            out.add(broken("the hooks of '" + spec + "' can be called", "threw " + Thrown.text(e), e));
        }
        return out;
    }

    private static Check broken(String name, String violation, Throwable cause) {
        return new Check(name, () -> {
            throw new ContractViolation(violation, cause);
        });
    }

    /** The same check with the hooks' own context class loader, which they have in training too. */
    private static Check entered(Check check, Regularizer hooks) {
        return new Check(
                check.name(),
                () -> ContextClassLoader.of(hooks.getClass().getClassLoader(), () -> {
                    check.body().run();
                    return null;
                }));
    }

    private static List<Check> hooks(NamedRegularizer made) {
        Regularizer regularizer = made.regularizer();
        int hidden = TrainingChecks.HIDDEN.length;
        List<Check> out = new ArrayList<>();
        if (regularizer instanceof BatchRegularizer hook) {
            out.addAll(BatchChecks.of(hook));
        }
        if (regularizer instanceof ActivationRegularizer hook) {
            out.addAll(ActivationChecks.of(hook, hidden));
        }
        if (regularizer instanceof LearnedRegularizer hook) {
            out.addAll(LearnedChecks.of(hook, hidden));
        }
        if (regularizer instanceof ActivationPenalty hook) {
            out.addAll(ActivationPenaltyChecks.of(hook, hidden));
        }
        if (regularizer instanceof InputRegularizer hook) {
            out.addAll(ActivationChecks.of(hook));
        }
        if (regularizer instanceof TargetRegularizer hook) {
            out.addAll(TargetChecks.of(hook));
        }
        if (regularizer instanceof WeightPenalty hook) {
            out.addAll(WeightChecks.of(hook));
        }
        if (regularizer instanceof GradientRegularizer hook) {
            out.addAll(WeightChecks.ofGradients(hook));
        }
        if (regularizer instanceof WeightDecay hook) {
            out.addAll(WeightChecks.of(hook, hidden + 1));
        }
        if (regularizer instanceof WeightConstraint hook) {
            out.addAll(WeightChecks.of(hook));
        }
        if (regularizer instanceof MatrixRegularizer hook) {
            out.addAll(MatrixChecks.of(hook));
        }
        out.addAll(TrainingChecks.of(made));
        return out.stream().map(each -> entered(each, regularizer)).toList();
    }
}

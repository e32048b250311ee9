package dev.lanewise.cli.run;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.RegularizerSpecs.Argument;
import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.train.Averaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds options that are valid but hardly meant, such as dropping all units; each warning is a sentence. */
public final class RunWarnings {
    /** What is said of plug-ins that are named and left out. */
    public static final String PLUGINS_LEFT_OUT =
            "--no-plugins: leaves out what --plugins names, too; give one of the two";

    private static final String WEIGHT_DECAY = "weight-decay";

    /** What regularizers do at full strength, by name; their only number is a share. */
    private static final Map<String, String> AT_ONE = Map.of(
            "dropout",
                    "drops all units of a layer, so that nothing can be learned; it is the probability to drop, not to keep",
            "input-dropout",
                    "drops all pixels, so that nothing can be learned; it is the probability to drop, not to keep",
            "label-smoothing", "makes all classes equally right, so that nothing can be learned");

    /** Those that do nothing if all their strengths are 0. */
    private static final Set<String> NOTHING_AT_ZERO = Set.of(
            "activity-l1",
            "activity-l2",
            "augment",
            "cutout",
            "dropout",
            "elastic-net",
            "gaussian-dropout",
            "gaussian-noise",
            "gradient-noise",
            "group-dropout",
            "input-dropout",
            "kl-sparsity",
            "l1",
            "l2",
            "label-smoothing",
            "mixup",
            "orthogonality",
            WEIGHT_DECAY);

    /** The numbers of these that are no strengths. */
    private static final Map<String, Beside> BESIDE_STRENGTHS = Map.of(
            "gradient-noise", new Beside("gamma", 1),
            "group-dropout", new Beside("size", -1),
            "kl-sparsity", new Beside("rho", 0));

    /**
     * An argument beside strengths.
     *
     * @param place where it is if it is typed without its name, counted from 0; -1 if it never is
     */
    private record Beside(String name, int place) {
        static final Beside NOTHING = new Beside("", -1);
    }

    /** Those that leave no weights if their bound is 0. */
    private static final Set<String> NO_WEIGHTS_AT_ZERO = Set.of("max-norm", "spectral-norm");

    private RunWarnings() {}

    /** What must be said before training on these samples. */
    public static List<String> of(RunConfig config, Samples train) {
        List<String> out = new ArrayList<>();
        for (Spec each : config.regularizers().list()) {
            if (NO_WEIGHTS_AT_ZERO.contains(each.name())
                    && each.arguments().stream().anyMatch(argument -> is(0, argument))) {
                out.add("--regularizer: '" + each + "' keeps all weights at zero, so that nothing can be learned");
            }
            if (doesNothing(each, config)) {
                out.add("--regularizer: '" + each + "' does nothing, as 0 is no strength; leave it out, or give more");
            }
            if (config.epochs() == 1 && each.arguments().stream().anyMatch(Argument::changes)) {
                out.add("--regularizer: '" + each
                        + "' changes from epoch to epoch, but the run has one, which has the first"
                        + " number throughout; give more --epochs or that number alone");
            }
            if (each.name().equals("cutout")
                    && train instanceof LabelledImages images
                    && each.arguments().stream().anyMatch(argument -> hides(argument.value(), images))) {
                out.add("--regularizer: '" + each
                        + "' hides every pixel of all images, so that nothing can be learned");
            }
            if (AT_ONE.containsKey(each.name()) && each.arguments().stream().anyMatch(argument -> is(1, argument))) {
                out.add("--regularizer: '" + each + "' " + AT_ONE.get(each.name()));
            }
        }
        String epochs = config.epochs() == 1 ? "the only epoch" : "all " + config.epochs() + " epochs";
        String schedule = "--schedule: '" + config.schedule() + "' ";
        Schedule parsed = Schedule.parse(config.schedule());
        if (parsed instanceof Schedule.Cosine cosine && cosine.warmup() >= config.epochs()) {
            out.add(schedule + "warms up through " + epochs
                    + " of the run, so that the learning rate never falls; give more --epochs or less warm-up");
        }
        if (parsed instanceof Schedule.StepDecay steps && steps.every() >= config.epochs()) {
            out.add(schedule + "has its first step after " + epochs
                    + " of the run, so that the learning rate never falls; give more --epochs or an earlier step");
        }
        if (config.average().orElse(null) instanceof Averaging.Swa swa && swa.first() > config.epochs()) {
            out.add("--average: '" + swa + "' begins after epoch " + swa.first() + ", but the run has "
                    + config.epochs() + ", so that nothing is averaged; give more --epochs or an earlier epoch");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        if (config.threads() > processors) {
            out.add("--threads: '" + config.threads()
                    + "' are more than the processors of this machine, of which it has " + processors
                    + ", so that threads wait for each other; leave it out");
        }
        if (config.noPlugins() && !config.plugins().isEmpty()) {
            out.add(PLUGINS_LEFT_OUT);
        }
        return out;
    }

    /** With adamw, {@code weight-decay:0} takes the place of the decay that it has by itself. */
    private static boolean doesNothing(Spec spec, RunConfig config) {
        List<Argument> strengths = strengths(spec);
        boolean replaces = spec.name().equals(WEIGHT_DECAY) && config.optimizer() == OptimizerKind.ADAMW;
        return NOTHING_AT_ZERO.contains(spec.name())
                && !replaces
                && !strengths.isEmpty()
                && strengths.stream().allMatch(each -> is(0, each));
    }

    private static List<Argument> strengths(Spec spec) {
        Beside beside = BESIDE_STRENGTHS.getOrDefault(spec.name(), Beside.NOTHING);
        List<Argument> out = new ArrayList<>();
        for (int i = 0; i < spec.arguments().size(); i++) {
            Argument each = spec.arguments().get(i);
            boolean flag = each.value().equals("true") || each.value().equals("false");
            boolean strength =
                    each.key().isEmpty() ? i != beside.place : !each.key().equals(beside.name);
            if (strength && !flag) {
                out.add(each);
            }
        }
        return out;
    }

    /** Whether a square of this side covers an image wherever in it the middle is drawn, in a corner too. */
    private static boolean hides(String side, LabelledImages images) {
        int longer = Math.max(images.rows(), images.columns());
        try {
            return Double.parseDouble(side) >= 2 * longer - 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean is(double wanted, Argument argument) {
        try {
            return argument.points().stream().allMatch(each -> Double.parseDouble(each) == wanted);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

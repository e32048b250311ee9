package dev.lanewise.cli.run;

import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.RegularizerSpecs.Argument;
import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.train.Averaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run's options ask for that can be done, but that nobody means to do, a sentence for each thing. */
public final class RunWarnings {
    /** What regularizers do at full strength, by name; their only number is a share. */
    private static final Map<String, String> AT_ONE = Map.of(
            "dropout",
                    "drops all units of a layer, so that nothing can be learned; it is the probability to drop, not to keep",
            "input-dropout",
                    "drops all pixels, so that nothing can be learned; it is the probability to drop, not to keep",
            "label-smoothing", "makes all classes equally right, so that nothing can be learned");

    private RunWarnings() {}

    /** What must be said before training. */
    public static List<String> of(RunConfig config) {
        List<String> out = new ArrayList<>();
        for (Spec each : config.regularizers().list()) {
            if (each.name().equals("max-norm")
                    && each.arguments().stream().anyMatch(argument -> is(0, argument.value()))) {
                out.add("--regularizer: '" + each + "' keeps all weights at zero, so that nothing can be learned");
            }
            if (config.epochs() == 1 && each.arguments().stream().anyMatch(Argument::changes)) {
                out.add("--regularizer: '" + each
                        + "' changes from epoch to epoch, but the run has one, which has the first"
                        + " number throughout; give more --epochs or that number alone");
            }
            if (AT_ONE.containsKey(each.name())
                    && each.arguments().stream().anyMatch(argument -> is(1, argument.value()))) {
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
        if (parsed instanceof Schedule.Steps steps && steps.every() >= config.epochs()) {
            out.add(schedule + "has its first step after " + epochs
                    + " of the run, so that the learning rate never falls; give more --epochs or an earlier step");
        }
        if (config.average().orElse(null) instanceof Averaging.Swa swa && swa.first() > config.epochs()) {
            out.add("--average: '" + swa + "' begins after epoch " + swa.first() + ", but the run has "
                    + config.epochs() + ", so that nothing is averaged; give more --epochs or an earlier epoch");
        }
        if (config.noPlugins() && !config.plugins().isEmpty()) {
            out.add("--no-plugins: leaves out what --plugins names, too; give one of the two");
        }
        return out;
    }

    private static boolean is(double wanted, String value) {
        try {
            return Double.parseDouble(value) == wanted;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

package dev.lanewise.bench;

import dev.lanewise.bench.machine.Machine;
import dev.lanewise.bench.machine.Watch;
import dev.lanewise.bench.report.Figures;
import dev.lanewise.bench.report.TextTable;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.testkit.MedianInterval;
import dev.lanewise.testkit.Turns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What regularizers cost: steps of one network with each of them take turns in one process, on one thread, where steps of equal
 * size differ least in time.
 */
final class Costs {
    /** All that are shipped, with the arguments that docs/regularizers.md has figures of. */
    private static final List<String> SHIPPED = List.of(
            "activity-l1:1e-5",
            "activity-l2:1e-4",
            "augment:1,0.5",
            "concrete-dropout:0.1",
            "cutout:8",
            "dropout:0.2",
            "dropout:0.5",
            "elastic-net:1e-5,1e-4",
            "gaussian-dropout:0.2",
            "gaussian-noise:0.1",
            "gradient-noise:0.01",
            "group-dropout:0.2,size=8",
            "input-dropout:0.2",
            "kl-sparsity:0.05,1e-3",
            "l1:1e-5",
            "l2:1e-4",
            "label-smoothing:0.1",
            "max-norm:1.5",
            "mixup:0.2",
            "orthogonality:1e-3",
            "spectral-norm:5",
            "weight-decay:1e-3");

    private static final int ROUNDS = 21;
    private static final int BATCH = 256;

    /** Steps before a turn is timed, which bring the network back into the caches. */
    private static final int UNTIMED = 2;

    private static final int TIMED = 30;

    private Costs() {}

    /** The machine, a table of these regularizers, or of all that are shipped if there are none, and what to conclude. */
    static String of(List<String> regularizers, Net net) throws IOException {
        List<String> names = Stream.concat(
                        Stream.of("none"), (regularizers.isEmpty() ? SHIPPED : regularizers).stream())
                .toList();
        List<Recipe> recipes = names.stream()
                .map(each -> new Recipe(net, "sgd", each, BATCH, "1"))
                .toList();
        LabelledImages images = FashionMnist.load().train();
        List<TrainingSteps> all = new ArrayList<>();
        try {
            for (Recipe each : recipes) {
                TrainingSteps steps = each.steps(images);
                all.add(steps);
                each.take(steps, images.size() / BATCH); // a fresh network has other zeros
            }
            Turns turns = new Turns(IntStream.range(0, all.size())
                    .<DoubleSupplier>mapToObj(i -> () -> nanosecondsAStep(recipes.get(i), all.get(i)))
                    .toList());
            int disturbed = 0;
            while (turns.rounds() < ROUNDS) {
                Watch watch = Watch.start();
                turns.round();
                disturbed += watch.disturbed() ? 1 : 0;
            }
            return Figures.header(Machine.here()) + "\n" + table(names, turns) + "\n"
                    + Figures.wrapped(conclusion(names, turns, disturbed));
        } finally {
            all.forEach(TrainingSteps::close);
        }
    }

    private static double nanosecondsAStep(Recipe recipe, TrainingSteps steps) {
        recipe.take(steps, UNTIMED);
        long start = System.nanoTime();
        recipe.take(steps, TIMED);
        return (double) (System.nanoTime() - start) / TIMED;
    }

    private static String table(List<String> names, Turns turns) {
        TextTable table = new TextTable("regularizer", "us a step", "times as long as without", "95 %");
        for (int i = 0; i < names.size(); i++) {
            MedianInterval ratio = turns.ratio(i);
            table.row(
                    names.get(i),
                    number("%,.0f", turns.time(i).median() / 1e3),
                    number("%.2f", ratio.median()),
                    number("%.2f", ratio.low()) + "–" + number("%.2f", ratio.high()));
        }
        return table.toString();
    }

    private static String conclusion(List<String> names, Turns turns, int disturbed) {
        int last = names.size() - 1;
        int dearest = IntStream.rangeClosed(1, last)
                .boxed()
                .max(Comparator.comparing(i -> turns.ratio(i).median()))
                .orElseThrow();
        long dearer = IntStream.rangeClosed(1, last)
                .filter(i -> turns.ratio(i).low() > 1)
                .count();
        return "Conclusion: " + dearer + " of " + last + " regularizers make a step longer beyond doubt; with "
                + names.get(dearest)
                + " it takes most, " + number("%.2f", turns.ratio(dearest).median()) + " times as long as without. "
                + (disturbed == 0
                        ? "Nothing else used the machine."
                        : "Something else used the machine in " + disturbed + " of " + ROUNDS
                                + " rounds: run again when it is idle.");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

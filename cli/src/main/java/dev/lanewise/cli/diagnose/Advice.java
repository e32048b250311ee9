package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.run.RunConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to try next, and why: the first rule that applies. The thresholds were chosen by following the advice on Fashion-MNIST.
 *
 * @param reason one sentence
 * @param changes options to change, empty to leave everything as it is
 */
record Advice(String reason, Map<String, String> changes) {
    private static final double LARGE_GAP = 0.03;
    private static final double HIGH_LOSS = 0.25;
    private static final double RESTLESS = 0.008;
    private static final double STILL_FALLING = 0.02;
    private static final int MANY_UNITS = 1024;

    static Advice of(Observation seen, RunConfig config) {
        if (seen.gap() > LARGE_GAP) {
            return closeGap(seen, config);
        }
        if (seen.unrest() > RESTLESS && config.schedule().equals("constant")) {
            return new Advice(
                    text(
                            "The %s accuracy goes up and down by %.2f points from epoch to epoch: the steps are too large to"
                                    + " settle; let the learning rate fall.",
                            seen.heldOutName(), 100 * seen.unrest()),
                    Map.of("schedule", "cosine"));
        }
        if (seen.train().loss() > HIGH_LOSS) {
            return learnMore(seen, config);
        }
        return new Advice(
                text(
                        "The gap is small and the train loss of %.4f is low: leave it as it is.",
                        seen.train().loss()),
                Map.of());
    }

    private static Advice closeGap(Observation seen, RunConfig config) {
        if (!has(config, "dropout")) {
            String dropout = dropout(config.hidden().size());
            return new Advice(
                    "The gap is large and nothing disturbs the hidden layers: try dropout, less of it near the input.",
                    Map.of("regularizer", join(config, dropout)));
        }
        if (!has(config, "weight-decay")) {
            return new Advice(
                    "The gap is large in spite of dropout: try weight decay as well.",
                    Map.of("regularizer", join(config, "weight-decay:1e-4")));
        }
        if (seen.riseSinceBest() > Findings.RISE) {
            return new Advice(
                    "The gap is large in spite of dropout and weight decay, and the best epoch is past: train for fewer.",
                    Map.of("epochs", Integer.toString(seen.bestEpoch())));
        }
        return new Advice(
                "The gap is large in spite of dropout and weight decay: try half the units.",
                Map.of("hidden", scaled(config.hidden(), 0.5)));
    }

    private static Advice learnMore(Observation seen, RunConfig config) {
        String high = text(
                "The train loss of %.4f is high, and there is hardly a gap: ",
                seen.train().loss());
        if (seen.recentFall() > STILL_FALLING) {
            return new Advice(
                    high + "the loss is still falling, so train longer.",
                    Map.of("epochs", Integer.toString(2 * config.epochs())));
        }
        if (Collections.min(config.hidden()) < MANY_UNITS) {
            return new Advice(
                    high + "the network has learned what it can, so give it more units.",
                    Map.of("hidden", scaled(config.hidden(), 2)));
        }
        List<Integer> deeper = new ArrayList<>(config.hidden());
        deeper.add(deeper.getLast());
        return new Advice(high + "the layers are wide enough, so give it one more.", Map.of("hidden", text(deeper)));
    }

    /** 0.2 after the first hidden layer, 0.5 after the others, as the lecture does; 0.5 after a lone one. */
    private static String dropout(int layers) {
        return layers == 1 ? "dropout:0.5" : "dropout:0.2" + ",0.5".repeat(layers - 1);
    }

    private static boolean has(RunConfig config, String name) {
        return config.regularizers().stream().anyMatch(each -> each.contains(name));
    }

    private static String join(RunConfig config, String more) {
        List<String> all = new ArrayList<>(config.regularizers());
        all.add(more);
        return String.join("+", all);
    }

    private static String scaled(List<Integer> units, double factor) {
        return text(units.stream().map(each -> (int) Math.max(1, each * factor)).toList());
    }

    private static String text(List<Integer> units) {
        return units.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

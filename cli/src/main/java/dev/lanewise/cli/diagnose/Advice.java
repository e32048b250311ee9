package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.RegularizerSpecs.Spec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to try next, and why: the first rule that applies.
 *
 * @param reason one sentence
 * @param changes options to change, empty to leave everything as it is
 */
record Advice(String reason, Map<String, String> changes) {
    private static final String SCHEDULE = "schedule";
    static final double LARGE_GAP = 0.02;
    private static final double FALLING_FAST = 0.05;
    private static final double STRONG_NOISE = 0.05;
    private static final double HIGH_LOSS = 0.25;
    private static final double RESTLESS = 0.008;
    private static final double STILL_FALLING = 0.02;
    private static final int FEW_EPOCHS = 10;
    private static final int ENOUGH_EPOCHS = 40;
    private static final int MANY_UNITS = 1024;

    private static final Set<String> DROPOUT = Set.of("dropout", "gaussian-dropout");
    private static final String INPUT_DROPOUT = "input-dropout";
    private static final String WEIGHT_DECAY = "weight-decay";

    static Advice of(Observation seen, RunConfig config) {
        Advice advice = first(seen, config);
        boolean settle = restless(seen, config) && !advice.changes().isEmpty();
        if (!settle || advice.changes().containsKey(SCHEDULE)) {
            return advice;
        }
        Map<String, String> changes = new LinkedHashMap<>(advice.changes);
        changes.put(SCHEDULE, "cosine");
        return new Advice(advice.reason + " " + unrest(seen), changes);
    }

    private static Advice first(Observation seen, RunConfig config) {
        boolean high = seen.train().loss() / seen.unit() > HIGH_LOSS;
        if (high && seen.heldOutFall() > FALLING_FAST) {
            return new Advice(
                    text(
                            "The %s loss still falls by %.0f %% over the last epochs, so it is too early to judge the gap:"
                                    + " train longer.",
                            seen.heldOutName(), 100 * seen.heldOutFall()),
                    twice(config));
        }
        if (seen.gap() > LARGE_GAP) {
            return closeGap(seen, config);
        }
        if (high && config.epochs() < FEW_EPOCHS) {
            return longer(seen, config, "and these are few epochs, so train longer.");
        }
        RegularizerSpecs gentler = config.regularizers().map(Advice::gentler);
        if (high && seen.belowHeldOut() > STRONG_NOISE && !gentler.equals(config.regularizers())) {
            return new Advice(
                    high(seen) + "and dropout keeps the network from learning: drop half as many units.",
                    Map.of("regularizer", gentler.toString()));
        }
        if (restless(seen, config) && seen.recentFall() <= FALLING_FAST) {
            return new Advice(unrest(seen), Map.of(SCHEDULE, "cosine"));
        }
        if (high) {
            return learnMore(seen, config);
        }
        return new Advice(
                text(
                        "The gap is small and the train loss of %.4f is low: leave it as it is.",
                        seen.train().loss()),
                Map.of());
    }

    private static boolean restless(Observation seen, RunConfig config) {
        return seen.unrest() > RESTLESS && config.schedule().equals("constant");
    }

    private static String unrest(Observation seen) {
        return text(
                "The %s %s goes back and forth by %.2f points an epoch: the steps are too large to settle; let the"
                        + " learning rate fall.",
                seen.heldOutName(), seen.accuracyName(), 100 * seen.unrest());
    }

    private static Advice closeGap(Observation seen, RunConfig config) {
        if (DROPOUT.stream().noneMatch(config.regularizers()::contains)) {
            return tryDropout(seen, config);
        }
        if (!decays(config)) {
            return new Advice(
                    "The gap is large in spite of dropout: try weight decay as well.",
                    Map.of("regularizer", join(config, weightDecay(config.learningRate()))));
        }
        if (seen.riseSinceBest() > Findings.RISE) {
            return new Advice(
                    "The gap is large in spite of dropout and weight decay, and the best epoch is past: train for fewer.",
                    Map.of("epochs", Integer.toString(seen.bestEpoch())));
        }
        return new Advice(
                "The gap is large in spite of dropout and weight decay: try half the units.",
                Map.of("hidden", text(config.hidden(), 0.5)));
    }

    /** More epochs would only teach the training set by heart where that has begun. */
    private static Advice tryDropout(Observation seen, RunConfig config) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("regularizer", join(config, dropout(config.hidden().size())));
        String reason =
                "The gap is large and nothing disturbs the hidden layers: try dropout, less of it near the input";
        if (seen.riseSinceBest() > Findings.RISE) {
            return new Advice(reason + ".", changes);
        }
        changes.putAll(twice(config));
        return new Advice(reason + ", and twice the epochs, since the network then learns more slowly.", changes);
    }

    private static Advice learnMore(Observation seen, RunConfig config) {
        if (seen.recentFall() > STILL_FALLING) {
            return longer(seen, config, "and still falling, so train longer.");
        }
        if (!config.schedule().equals("constant") && config.epochs() < ENOUGH_EPOCHS) {
            return longer(seen, config, "and the rate has fallen to its end, so spread its fall over more epochs.");
        }
        if (Collections.min(config.hidden()) < MANY_UNITS) {
            return new Advice(
                    high(seen) + "and no longer falling, so give the network more units.",
                    Map.of("hidden", text(config.hidden(), 2)));
        }
        List<Integer> deeper = new ArrayList<>(config.hidden());
        deeper.add(deeper.getLast());
        return new Advice(
                high(seen) + "and the layers are wide enough, so give the network one more.",
                Map.of("hidden", text(deeper, 1)));
    }

    private static Advice longer(Observation seen, RunConfig config, String why) {
        return new Advice(high(seen) + why, twice(config));
    }

    private static Map<String, String> twice(RunConfig config) {
        return Map.of("epochs", Integer.toString(2 * config.epochs()));
    }

    /** Dropout with half the probabilities; all else as it is. */
    private static Spec gentler(Spec regularizer) {
        boolean drops =
                DROPOUT.contains(regularizer.name()) || regularizer.name().equals(INPUT_DROPOUT);
        return drops ? regularizer.withValues(Advice::halves) : regularizer;
    }

    /** Of all points of a rate that changes. */
    private static String halves(String rate) {
        return Arrays.stream(rate.split("to")).map(Advice::half).collect(Collectors.joining("to"));
    }

    private static String half(String p) {
        return new BigDecimal(p)
                .divide(BigDecimal.TWO, 2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String high(Observation seen) {
        return text(
                "The gap is small, but the train loss of %.4f is high, ",
                seen.train().loss());
    }

    /** A decay that takes a hundred-thousandth of a weight each step, whatever the learning rate. */
    private static String weightDecay(float learningRate) {
        return WEIGHT_DECAY + ":"
                + String.format(Locale.ROOT, "%.0e", 1e-5 / learningRate).replace("e-0", "e-");
    }

    /** 0.2 after the first hidden layer, 0.5 after the others, as the lecture does; 0.5 after a lone one. */
    private static String dropout(int layers) {
        return layers == 1 ? "dropout:0.5" : "dropout:0.2" + ",0.5".repeat(layers - 1);
    }

    /** By a regularizer, or by the optimizer itself. */
    private static boolean decays(RunConfig config) {
        return config.regularizers().contains(WEIGHT_DECAY)
                || config.optimizer().with(config.momentum()).decay() > 0;
    }

    private static String join(RunConfig config, String more) {
        return config.regularizers().and(RegularizerSpecs.parse(more)).toString();
    }

    private static String text(List<Integer> units, double factor) {
        return units.stream()
                .map(each -> Long.toString(Math.max(1, Math.round(each * factor))))
                .collect(Collectors.joining(","));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

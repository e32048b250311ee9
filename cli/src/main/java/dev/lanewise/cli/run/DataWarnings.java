package dev.lanewise.cli.run;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is wrong with data that can be trained on all the same, a sentence for each thing. */
public final class DataWarnings {
    /** How many classes a sentence names. */
    private static final int NAMED = 5;

    private DataWarnings() {}

    /** What must be said about a run's data before it is trained on. */
    public static List<String> of(RunConfig config, RunData data) {
        List<String> out = new ArrayList<>();
        data.schema().ifPresent(each -> out.addAll(each.warnings(rows(data))));
        if (data.train().target() == Target.CLASS) {
            classes(config, data, out);
        }
        if (data.train() instanceof LabelledImages train && data.test() instanceof LabelledImages test) {
            List<String> hashes = data.facts().sha256();
            if (hashes.get(0).equals(hashes.get(2))) {
                out.add("the test images are the training images, so that the test says nothing about new images");
            }
            blank("training", train, out);
            blank("test", test, out);
        }
        return out;
    }

    private static int rows(RunData data) {
        return data.train().size()
                + data.validation().map(Samples::size).orElse(0)
                + data.test().size();
    }

    private static void classes(RunConfig config, RunData data, List<String> out) {
        String samples = data.train().samplesName();
        String sample = samples.substring(0, samples.length() - 1);
        int[] counts = data.train().classCounts();
        int[] absent =
                IntStream.range(0, counts.length).filter(c -> counts[c] == 0).toArray();
        if (absent.length == counts.length - 1) {
            int only = IntStream.range(0, counts.length)
                    .filter(c -> counts[c] > 0)
                    .findFirst()
                    .orElseThrow();
            out.add("all training " + samples + " are of class "
                    + data.classNames().get(only) + ", so that there is nothing to tell apart"
                    + sorted(config, data, absent));
        } else if (absent.length > 0) {
            long untrained = sum(data.test().classCounts(), absent);
            out.add("no training " + sample + " is of class " + names(data.classNames(), absent)
                    + (untrained == 0
                            ? ", nor is any test " + sample
                            : String.format(Locale.ROOT, ", but %,d test %s are", untrained, samples))
                    + sorted(config, data, absent));
        }
    }

    /** Whether the classes are only further behind in the data; of a table, all rows but those to test on are. */
    private static String sorted(RunConfig config, RunData data, int[] absent) {
        boolean behind = config.limit() > 0
                && data.allTraining()
                        .map(all -> sum(all.classCounts(), absent) > 0)
                        .orElse(true);
        return behind
                ? ": the " + data.train().samplesName() + " are sorted by class, and --limit takes the first "
                        + config.limit() + "; shuffle them or raise the limit"
                : "";
    }

    private static long sum(int[] counts, int[] classes) {
        return Arrays.stream(classes).mapToLong(c -> counts[c]).sum();
    }

    private static String names(List<String> classNames, int[] classes) {
        String named =
                Arrays.stream(classes).limit(NAMED).mapToObj(classNames::get).collect(Collectors.joining(", "));
        return classes.length > NAMED ? named + " and " + (classes.length - NAMED) + " more" : named;
    }

    private static void blank(String part, LabelledImages images, List<String> out) {
        long count = IntStream.range(0, images.size()).filter(images::isBlank).count();
        if (count > 0) {
            out.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s images are blank: all their pixels are alike",
                    count,
                    images.size(),
                    part));
        }
    }
}

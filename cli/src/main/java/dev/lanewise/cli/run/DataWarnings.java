package dev.lanewise.cli.run;

import dev.lanewise.data.LabelledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is wrong with images that can be trained on all the same, a sentence for each thing. */
public final class DataWarnings {
    /** How many classes a sentence names. */
    private static final int NAMED = 5;

    private DataWarnings() {}

    /** What must be said about a run's data before it is trained on. */
    public static List<String> of(RunConfig config, RunData data) {
        List<String> out = new ArrayList<>();
        if (!(data.train() instanceof LabelledImages train) || !(data.test() instanceof LabelledImages test)) {
            return out;
        }
        int[] counts = train.classCounts();
        int[] absent =
                IntStream.range(0, counts.length).filter(c -> counts[c] == 0).toArray();
        if (absent.length == counts.length - 1) {
            out.add("all training images are of class " + train.classNames().get(train.label(0))
                    + ", so that there is nothing to tell apart" + sorted(config, data, absent));
        } else if (absent.length > 0) {
            long untrained = sum(test.classCounts(), absent);
            out.add("no training image is of class " + names(train, absent)
                    + (untrained == 0
                            ? ", nor is any test image"
                            : String.format(Locale.ROOT, ", but %,d test images are", untrained))
                    + sorted(config, data, absent));
        }
        List<String> hashes = data.facts().sha256();
        if (hashes.get(0).equals(hashes.get(2))) {
            out.add("the test images are the training images, so that the test says nothing about new images");
        }
        blank("training", train, out);
        blank("test", test, out);
        return out;
    }

    /** Whether the classes are only further behind in the data. */
    private static String sorted(RunConfig config, RunData data, int[] absent) {
        boolean behind =
                config.limit() > 0 && sum(data.allTraining().orElseThrow().classCounts(), absent) > 0;
        return behind
                ? ": the images are sorted by class, and --limit takes the first " + config.limit()
                        + "; shuffle them or raise the limit"
                : "";
    }

    private static long sum(int[] counts, int[] classes) {
        return Arrays.stream(classes).mapToLong(c -> counts[c]).sum();
    }

    private static String names(LabelledImages images, int[] classes) {
        String named = Arrays.stream(classes)
                .limit(NAMED)
                .mapToObj(images.classNames()::get)
                .collect(Collectors.joining(", "));
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

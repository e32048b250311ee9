package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.DataFinder;
import dev.lanewise.data.fetch.DataListener;
import dev.lanewise.data.fetch.DataSources;
import dev.lanewise.data.fetch.LoadedData;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where the images of runs come from. */
public final class DataSource {
    /** Keeps the choice of the images held out apart from the run's seed: all seeds of a comparison hold out the same. */
    static final long HOLD_OUT_SEED = 0;

    /** Which labels are random does not depend on the run's seed either: all runs of a comparison learn the same. */
    private static final long LABELS_SEED = 0;

    private final Map<String, String> environment;
    private final DataListener listener;

    /** A source that looks where the environment says, and reports to the listener. */
    public DataSource(Map<String, String> environment, DataListener listener) {
        this.environment = environment;
        this.listener = listener;
    }

    /**
     * The images in a folder, or Fashion-MNIST from wherever it is found.
     *
     * @throws dev.lanewise.data.DataException if there are none
     */
    public LoadedData load(Optional<Path> folder) {
        DataFinder loader = new DataFinder(DataSources.of(environment), listener);
        return folder.map(loader::load).orElseGet(loader::load);
    }

    /**
     * The images that a run wants.
     *
     * @throws dev.lanewise.data.DataException if there are none
     * @throws CliException if they are too few to hold some out
     */
    public static RunData of(RunConfig config, LoadedData loaded) {
        LabelledImages all = loaded.data().train();
        int[] tested = loaded.data().test().classCounts();
        int[] trained = all.classCounts();
        if (IntStream.range(0, trained.length)
                        .filter(c -> trained[c] + tested[c] > 0)
                        .count()
                < 2) {
            throw new CliException(
                    ExitCode.DATA,
                    "all images in " + loaded.origin() + " are of one class; give images of two or more");
        }
        LabelledImages train = config.limit() > 0 ? all.limit(config.limit()) : all;
        if (config.validation() == 0) {
            return RunData.ofImages(labelled(train, config), Optional.empty(), loaded);
        }
        try {
            TrainTest<LabelledImages> parts = train.holdOut(config.validation(), HOLD_OUT_SEED);
            return RunData.ofImages(labelled(parts.train(), config), Optional.of(parts.test()), loaded);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--validation: " + e.getMessage(), e);
        }
    }

    /** What is held out, and the test set, keep their labels. */
    private static LabelledImages labelled(LabelledImages train, RunConfig config) {
        return config.randomLabels() == 0 ? train : train.randomLabels(config.randomLabels(), LABELS_SEED);
    }
}

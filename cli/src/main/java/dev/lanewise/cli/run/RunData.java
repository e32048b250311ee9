package dev.lanewise.cli.run;

import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Table;
import dev.lanewise.data.fetch.LoadedData;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The samples of a run.
 *
 * @param train to train on, after limiting and holding out
 * @param validation held out of the training set
 * @param test never seen in training
 * @param facts where they were taken from
 * @param schema what the columns are, if they are rows of a table
 * @param allTraining before limiting and holding out, if they are images
 */
public record RunData(
        Samples train,
        Optional<Samples> validation,
        Samples test,
        DataFacts facts,
        Optional<TableSchema> schema,
        Optional<LabelledImages> allTraining) {
    /** As many as Fashion-MNIST has to test: an accuracy is then known to 0.3 points, for a twentieth of the epoch's time. */
    private static final int TRAIN_SAMPLE = 10_000;

    /** Of images. */
    static RunData ofImages(LabelledImages train, Optional<LabelledImages> validation, LoadedData loaded) {
        return new RunData(
                train,
                validation.map(Samples.class::cast),
                loaded.data().test(),
                DataFacts.of(loaded),
                Optional.empty(),
                Optional.of(loaded.data().train()));
    }

    /** Of the rows of a table. */
    static RunData ofRows(
            Samples train, Optional<Table> validation, Samples test, DataFacts facts, TableSchema schema) {
        return new RunData(
                train, validation.map(Samples.class::cast), test, facts, Optional.of(schema), Optional.empty());
    }

    /** How many samples {@link #trainSample} has. */
    public int trainSampleSize() {
        return Math.min(train.size(), TRAIN_SAMPLE);
    }

    /**
     * The part of the training set on which a network is evaluated after every epoch, beside the test set: always the same samples,
     * spread evenly.
     */
    Samples trainSample() {
        return trainSample(trainSampleSize());
    }

    /** So many samples of the training set, or all if there are fewer. */
    Samples trainSample(int most) {
        int size = Math.min(train.size(), most);
        if (size == train.size()) {
            return train;
        }
        int[] indices = IntStream.range(0, size)
                .map(i -> (int) ((long) i * train.size() / size))
                .toArray();
        return switch (train) {
            case LabelledImages images -> images.select(indices);
            case Table table -> table.select(indices);
            default -> throw new IllegalStateException("no way to take a part of " + train.getClass());
        };
    }

    /** The test set, if these are images. */
    public Optional<LabelledImages> testImages() {
        return Stream.of(test)
                .filter(LabelledImages.class::isInstance)
                .map(LabelledImages.class::cast)
                .findFirst();
    }

    /** What the classes are called; none if there are none. */
    public List<String> classNames() {
        return testImages()
                .map(LabelledImages::classNames)
                .orElseGet(() -> schema.orElseThrow().classNames());
    }
}

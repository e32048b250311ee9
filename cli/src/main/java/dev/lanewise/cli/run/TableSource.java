package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Sha256;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.SchemaFinder;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.DataException;
import dev.lanewise.data.Table;
import dev.lanewise.data.Target;
import dev.lanewise.data.TrainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where the tables of runs come from: a file, of which a part is held out to test on. */
public final class TableSource {
    /** The part that is the test set. */
    private static final double TEST = 0.2;

    private TableSource() {}

    /** Whether a run is of a table rather than of images. */
    public static boolean isWanted(RunConfig config) {
        return config.data().filter(CsvFile::isOne).isPresent();
    }

    /**
     * The rows that a run wants.
     *
     * @throws DataException if the file is no table, or nothing can be learned from it
     * @throws CliException if no column is to be predicted
     */
    public static RunData of(RunConfig config) {
        Path file = config.data().orElseThrow();
        if (config.targets().isEmpty()) {
            throw CliException.usage("--target is missing: say which column of " + file + " is to be predicted");
        }
        if (config.randomLabels() > 0) {
            throw CliException.usage("--random-labels is for images; leave it out, or give --data a folder of them");
        }
        CsvTable csv = CsvFile.read(file, !config.noHeader());
        TableSchema found = SchemaFinder.find(
                csv,
                config.targets(),
                config.lossAsked(),
                !config.noHeader(),
                config.missing().equals("mean"));
        TrainTest<Table> parts = testApart(file, found, found.numbered(csv), config);
        RowSplit split = split(parts, config);
        TableSchema schema = found.withMeans(csv, split.train());
        Table all = schema.table(csv);
        return RunData.ofRows(
                all.select(split.train()),
                split.validation().map(all::select),
                all.select(split.test()),
                new DataFacts(file.toString(), List.of(file), List.of(sha256(file)), false, schema.rounded(csv)),
                schema);
    }

    /** Which rows are what. */
    private record RowSplit(int[] train, Optional<int[]> validation, int[] test) {}

    private static TrainTest<Table> testApart(Path file, TableSchema schema, Table numbered, RunConfig config) {
        try {
            return numbered.holdOut(TEST, DataSource.HOLD_OUT_SEED);
        } catch (IllegalArgumentException e) {
            boolean classes = schema.target() == Target.CLASS;
            throw new DataException(
                    file
                            + " has too few rows: a fifth" + (classes ? " of each class" : "")
                            + " is held out to test on, which is none of its " + numbered.size()
                            + "; give more rows"
                            + (classes && config.loss().isEmpty() && schema.classesAreNumbers()
                                    ? ", or, as each number of '"
                                            + config.targets().getFirst()
                                            + "' is taken for a class, --loss mean-squared-error if they are values"
                                    : ""),
                    e);
        }
    }

    private static RowSplit split(TrainTest<Table> parts, RunConfig config) {
        Table train = config.limit() > 0 ? parts.train().limit(config.limit()) : parts.train();
        if (config.validation() == 0) {
            return new RowSplit(numbers(train), Optional.empty(), numbers(parts.test()));
        }
        try {
            TrainTest<Table> rest = train.holdOut(config.validation(), DataSource.HOLD_OUT_SEED + 1);
            return new RowSplit(numbers(rest.train()), Optional.of(numbers(rest.test())), numbers(parts.test()));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--validation: " + e.getMessage(), e);
        }
    }

    private static int[] numbers(Table numbered) {
        return IntStream.range(0, numbered.size())
                .map(i -> (int) numbered.row(i)[0])
                .toArray();
    }

    /**
     * By which the file of a table is known again.
     *
     * @throws DataException if it cannot be read
     */
    public static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}

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
import dev.lanewise.data.TrainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        TableSchema schema = SchemaFinder.find(
                csv,
                config.targets(),
                config.lossAsked(),
                !config.noHeader(),
                config.missing().equals("mean"));
        Table all = table(file, csv, schema);
        try {
            TrainTest<Table> parts = all.holdOut(TEST, DataSource.HOLD_OUT_SEED);
            Table train = config.limit() > 0 ? parts.train().limit(config.limit()) : parts.train();
            DataFacts facts = new DataFacts(file.toString(), List.of(file), List.of(sha256(file)), false, List.of());
            if (config.validation() == 0) {
                return RunData.ofRows(train, Optional.empty(), parts.test(), facts, schema);
            }
            TrainTest<Table> rest = train.holdOut(config.validation(), DataSource.HOLD_OUT_SEED + 1);
            return RunData.ofRows(rest.train(), Optional.of(rest.test()), parts.test(), facts, schema);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.DATA, file + ": " + e.getMessage(), e);
        }
    }

    /** The rows of a file with their targets. */
    public static Table table(Path file, CsvTable csv, TableSchema schema) {
        try {
            return schema.table(csv);
        } catch (IllegalArgumentException e) { // rows and columns as the library counts them
            throw new DataException(file + ": " + e.getMessage(), e);
        }
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

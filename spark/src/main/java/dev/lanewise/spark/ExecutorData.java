package dev.lanewise.spark;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.run.DataFacts;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.TableSource;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.view.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/** The samples of a sweep in an executor, read once for all its tasks. */
final class ExecutorData {
    private static long of = -1;
    private static RunData last;

    private ExecutorData() {}

    /**
     * The samples.
     *
     * @param options of all runs of the sweep
     * @throws IllegalStateException if they are not those of the driver
     */
    static synchronized RunData of(Broadcast<DataFiles> files, Map<String, String> options) throws IOException {
        if (of != files.id()) {
            last = read(files.value(), options);
            of = files.id();
        }
        return last;
    }

    private static RunData read(DataFiles sent, Map<String, String> options) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            FileBytes.write(sent.files(), folder.path());
            boolean table = TableSource.isWanted(RunConfig.of(options));
            Path at = table ? folder.path().resolve(sent.files().firstKey()) : folder.path();
            Map<String, String> here = new TreeMap<>(options);
            here.put("data", at.toString());
            Invocation invocation = new Invocation(Terminal.system(System.getenv()), new Interruption(), new Timings());
            RunData data = new Resources(invocation).samples(RunConfig.of(here));
            if (!data.facts().sha256().equals(sent.sha256())) {
                throw new IllegalStateException(
                        "the data sent to this executor is not that of the driver, which has " + sent.origin());
            }
            return asOfTheDriver(data, sent);
        }
    }

    /** Records name the files that the user knows. */
    private static RunData asOfTheDriver(RunData data, DataFiles sent) {
        DataFacts facts = new DataFacts(
                sent.origin(),
                sent.paths().stream().map(Path::of).toList(),
                sent.sha256(),
                data.facts().fashionMnist(),
                data.facts().remarks());
        return new RunData(data.train(), data.validation(), data.test(), facts, data.schema(), data.allTraining());
    }
}

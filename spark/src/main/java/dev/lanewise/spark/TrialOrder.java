package dev.lanewise.spark;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.sweep.Trial;
import java.io.Serializable;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * A trial as it is sent to an executor.
 *
 * @param options of its run
 * @param files of the folder of its run, with the checkpoint of the rung before; broadcast, as messages of Spark have a largest size
 */
record TrialOrder(
        int setting,
        String label,
        TreeMap<String, String> options,
        int epochs,
        Broadcast<TreeMap<String, byte[]>> files)
        implements Serializable {
    static TrialOrder of(Trial trial, Broadcast<TreeMap<String, byte[]>> files) {
        return new TrialOrder(
                trial.setting(), trial.label(), new TreeMap<>(trial.config().options()), trial.epochs(), files);
    }

    Trial trial() {
        return new Trial(setting, label, RunConfig.of(options), epochs);
    }
}

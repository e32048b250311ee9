package dev.lanewise.bench.jmh;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.util.List;

/** Runs of JMH that look at much in little time. */
public final class JmhRuns {
    private static final String SHORT = "-v SILENT -foe true -wi 4 -w 250ms -i 6 -r 250ms ";

    /** A look at everything, in three minutes. */
    public static final List<String> QUICK = List.of(
            "Gemm -p threads=1,all",
            "Gemm -p threads=1 -p shape=NN-256x256x784,NT-256x1024x1024 -p system=scalar,naive-vector",
            "Gemm -p threads=1 -p shape=NN-256x256x784 -p system=reference",
            "Step -p net=1024x2 -p regularizer=none,dropout:0.2,dropout:0.5,dropout:0.8,dropout:0.9 -p threads=all",
            "Step -p net=64x2,256x2 -p regularizer=none,dropout:0.5 -p threads=all",
            "Step -p net=256x2 -p regularizer=none,dropout:0.5 -p threads=1",
            "Dropout -p hidden=256",
            "Evaluation -p threads=all -p net=256x2");

    /**
     * What is published beyond that: what optimizers cost, on one thread, where steps of equal size differ least in time; epochs; reading
     * the data set.
     */
    public static final List<String> COSTS = List.of(
            "Step -p net=256x2 -p optimizer=sgd,momentum,nesterov,adam,adamw -p regularizer=none -p threads=1",
            "Step -p net=1024x2 -p optimizer=sgd,adam -p regularizer=none,dropout:0.5+weight-decay:1e-4 -p threads=all",
            "Epoch -p net=256x2 -p optimizer=sgd,adam -p threads=1,all",
            "Load");

    private JmhRuns() {}

    /**
     * Runs each line as a command line of JMH.
     *
     * @return all rows, without paths of this machine
     * @throws IOException if a benchmark fails
     */
    public static JsonArray all(List<String> lines) throws IOException {
        JsonArray all = new JsonArray();
        for (String line : lines) {
            System.err.println("running " + line);
            all.addAll(JmhRun.of(List.of((SHORT + line).split(" "))).rows());
        }
        all.forEach(each -> withoutPaths((JsonObject) each));
        return all;
    }

    /** What is published should not tell where things lie on this machine. */
    private static void withoutPaths(JsonObject result) {
        result.remove("jvm");
        result.remove("jvmArgs");
    }
}

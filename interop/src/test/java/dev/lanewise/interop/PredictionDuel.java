package dev.lanewise.interop;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.sun.management.ThreadMXBean;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.predict.Predictor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * A program that times predictions of one exported model in turns with ONNX Runtime, one thread each, from float arrays to float
 * arrays; ONNX Runtime's tensors are made once and filled anew, which is its fastest way. The slowest of a hundred calls say
 * as much about the machine as about either, so a loop that touches no memory and takes as long is timed beside them. Its argument
 * is the model.onnx.
 */
final class PredictionDuel {
    private static final int TURNS = 6;

    /** Dependent additions that take about as long as the prediction of one row. */
    private static final int IDLE_STEPS = 12_000;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Predictor predictor;
    private final LabelledImages images;
    private double idle;

    private PredictionDuel(Path model) throws OrtException {
        images = FashionMnist.load().test();
        predictor = Predictor.load(model).warmUp();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        }
    }

    public static void main(String[] args) throws OrtException {
        PredictionDuel duel = new PredictionDuel(Path.of(args[0]));
        duel.fight(1, 5000);
        duel.fight(256, 200);
    }

    private void fight(int rows, int calls) throws OrtException {
        int features = predictor.features();
        float[][] pixels = new float[images.size() / rows][rows * features];
        float[][] scaled = new float[pixels.length][rows * features];
        for (int i = 0; i < pixels.length * rows * features; i++) {
            float pixel = images.pixels()[i] & 0xFF;
            pixels[i / (rows * features)][i % (rows * features)] = pixel;
            scaled[i / (rows * features)][i % (rows * features)] = pixel * (1 / 255f);
        }
        float[] out = new float[rows * predictor.outputs()];
        FloatBuffer input = direct(rows * features);
        FloatBuffer output = direct(out.length);
        try (OnnxTensor from = OnnxTensor.createTensor(environment, input, new long[] {rows, features});
                OnnxTensor to = OnnxTensor.createTensor(environment, output, new long[] {rows, predictor.outputs()})) {
            long[] times = new long[calls];
            for (int turn = 0; turn < TURNS; turn++) {
                double[] others = microseconds(times, i -> {
                    input.put(0, pixels[i % pixels.length]);
                    run(from, to);
                    output.get(0, out);
                });
                long before = allocated();
                double[] ours = microseconds(times, i -> predictor.predict(scaled[i % scaled.length], out));
                long bytes = allocated() - before;
                double[] machine = microseconds(times, i -> idle());
                System.out.printf(
                        Locale.ROOT,
                        "%d rows: ONNX Runtime median %.1f p99 %.1f, lanewise median %.1f p99 %.1f us, %.2f times as fast,"
                                + " %.1f B a call; a loop without memory: median %.1f p99 %.1f us%n",
                        rows,
                        others[0],
                        others[1],
                        ours[0],
                        ours[1],
                        others[0] / ours[0],
                        (double) bytes / calls,
                        machine[0],
                        machine[1]);
            }
        }
    }

    private void run(OnnxTensor from, OnnxTensor to) {
        try {
            session.run(Map.of("input", from), Set.of(), Map.of("probabilities", to))
                    .close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private void idle() {
        double sum = idle;
        for (int i = 0; i < IDLE_STEPS; i++) {
            sum += 1;
        }
        idle = sum;
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(4 * floats)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The median and the 99th percentile. */
    private static double[] microseconds(long[] times, IntConsumer call) {
        int calls = times.length;
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            call.accept(i);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return new double[] {times[calls / 2] / 1e3, times[calls * 99 / 100] / 1e3};
    }
}

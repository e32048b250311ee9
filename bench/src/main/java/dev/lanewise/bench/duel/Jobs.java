package dev.lanewise.bench.duel;

import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.training.TrainingJob;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The jobs of duels, as their contenders read them. */
final class Jobs {
    static final String TRAIN = "train ";
    static final String MULTIPLY = "gemm ";

    /** The products of a training step. */
    static final List<String> PRODUCTS = of(
            "NN-256x256x784",
            "NN-256x1024x1024",
            "NN-256x10x256",
            "NT-256x1024x1024",
            "TN-784x1024x256",
            "TN-1024x1024x256");

    /** What most people would use: dropout, the same after each hidden layer, and none. */
    static final List<String> USUAL =
            of("256x2/none", "256x2/0.5", "1024x2/none", "1024x2/0.5", "1024x4/none", "1024x4/0.5");

    /** Less and more dropout. */
    static final List<String> GRADED = of("256x2/0.2,0.5", "256x2/0.5,0.9", "1024x2/0.2,0.5", "1024x2/0.5,0.9");

    /** From no dropout to much of it. */
    static final List<String> RISING = of("1024x2/none", "1024x2/0.2", "1024x2/0.5", "1024x2/0.8", "1024x2/0.9");

    /** For those that may take a hundred times as long as we do. */
    static final List<String> SLOW = of("64x2/0.5", "256x2/0.5", "1024x2/0.5");

    private static final String BATCH = "/256";

    private Jobs() {}

    /** {@link #USUAL} and {@link #GRADED}. */
    static List<String> trainings() {
        return Stream.of(USUAL, GRADED).flatMap(List::stream).toList();
    }

    /**
     * From how people write them: {@code NN-256x10x256} or {@code 1024x2/0.5}, whose batch is 256 if none is given.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    static List<String> of(String... texts) {
        return Arrays.stream(texts).map(Jobs::job).toList();
    }

    private static String job(String text) {
        if (text.matches("(NN|NT|TN)-.*")) {
            return MULTIPLY + Shape.parse(text);
        }
        boolean hasBatch = text.chars().filter(each -> each == '/').count() > 1;
        return TRAIN + TrainingJob.parse(hasBatch ? text : text + BATCH);
    }
}

package dev.lanewise.cli.bits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each network ends with the same bits, whatever the threads and the kernels, whether zeros are left out, and whether its run was
 * stopped. {@code .ci/same-bits} takes more networks, at random, and each vector width.
 */
class SameBitsMatrixTest {
    private static final int NETWORKS = Integer.getInteger("bits.networks", 0);
    private static final long SEED = Long.getLong("bits.seed", 1);

    /** How products of kernels are computed. */
    private enum Products {
        DENSE(0, 0),
        LISTED(100, 0),
        GROUPED(0, 100);

        private final double listedBelow;
        private final double groupedBelow;

        /** Below which shares of non-zeros lists pay, and leaving out shared zeros: below none, or below any. */
        Products(double listedBelow, double groupedBelow) {
            this.listedBelow = listedBelow;
            this.groupedBelow = groupedBelow;
        }

        Kernels of(Kernels kernels) {
            return (Kernels) Proxy.newProxyInstance(
                    Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                        try {
                            return switch (method.getName()) {
                                case "listedBelow" -> listedBelow;
                                case "groupedBelow" -> groupedBelow;
                                default -> method.invoke(kernels, arguments);
                            };
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    private static final int[] THREADS = {1, 2, 3, 5};

    @TempDir
    Path folder;

    private int runs;

    @Test
    void everyWayToTrainGivesTheSameBits() throws IOException {
        for (Case each : NETWORKS == 0 ? Case.fixed().subList(5, 7) : Case.fixed()) {
            System.out.println("bits " + check(each, SEED) + " " + each);
        }
        for (long seed = SEED; seed < SEED + NETWORKS; seed++) {
            Case any = Case.random(seed);
            try {
                System.out.println("bits " + check(any, seed) + " " + any);
            } catch (AssertionError e) {
                throw new AssertionError("repeat this with: .ci/same-bits 1 " + seed, e);
            }
        }
        System.out.println("bits " + runs + " runs");
    }

    /**
     * The hash of all.
     *
     * @param seed of the moments at which runs are killed
     */
    private String check(Case of, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledImages data = of.data();
        String expected = null;
        for (String name : new String[] {"reference", System.getProperty("lanewise.expected.kernels", "simd")}) {
            for (Products products : Products.values()) {
                Kernels kernels = products.of(KernelChoice.choose(name));
                for (int threads : THREADS) {
                    Trainer trainer = of.trainer().kernels(kernels).threads(threads);
                    for (Course course : Course.values()) {
                        String hash = Case.hash(course.end(of, trainer, data, folder.resolve("checkpoint"), random));
                        expected = expected == null ? hash : expected;
                        assertThat(hash)
                                .as("%s, %s kernels, %s, %d threads, %s", of, name, products, threads, course)
                                .isEqualTo(expected);
                        runs++;
                    }
                }
            }
        }
        return expected;
    }
}

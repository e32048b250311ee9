package dev.lanewise.kernel.choice;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.simd.SimdKernels;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Chooses the kernels, and says why. The fast ones need the module {@code jdk.incubator.vector}, which is there only if the JVM
 * was started with {@code --add-modules jdk.incubator.vector} or the launcher loaded it.
 */
public final class KernelChoice {
    private static final String MODULE = "jdk.incubator.vector";

    /** JDK 25.0.0–25.0.2 corrupt memory under G1 with native callers (JDK-8377811). */
    private static final Runtime.Version FIRST_SOUND = Runtime.Version.parse("25.0.3");

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private KernelChoice() {}

    /**
     * The kernels asked for. Falling back to the reference kernels is logged as a warning, once.
     *
     * @param request {@code simd}; {@code reference}; or {@code auto}, which is {@code simd} where it can run
     * @throws IllegalArgumentException if the name is none of these
     * @throws IllegalStateException if {@code simd} is asked for and cannot run; the message says what to do
     */
    public static Kernels choose(String request) {
        Optional<String> obstacle = obstacle();
        return switch (request) {
            case "reference" -> new ReferenceKernels();
            case "simd" -> {
                if (obstacle.isPresent()) {
                    throw new IllegalStateException("the simd kernels cannot run: " + obstacle.get());
                }
                yield simd();
            }
            case "auto" -> {
                if (obstacle.isPresent()) {
                    warn(obstacle.get());
                    yield new ReferenceKernels();
                }
                yield simd();
            }
            default ->
                throw new IllegalArgumentException("unknown kernels '" + request + "'; use auto, simd or reference");
        };
    }

    /** Says it once, however often kernels are chosen. */
    private static void warn(String obstacle) {
        if (!WARNED.getAndSet(true)) {
            System.getLogger("dev.lanewise.kernel")
                    .log(System.Logger.Level.WARNING, "using the slow reference kernels: " + obstacle);
        }
    }

    /** Why {@link #choose} gave these kernels for {@code auto}, in one sentence. */
    public static String reason(Kernels kernels) {
        return obstacle()
                .map(text -> "the simd kernels cannot run: " + text)
                .orElse(
                        kernels instanceof ReferenceKernels
                                ? "they were asked for; the simd kernels could run here"
                                : "the module " + MODULE + " is there");
    }

    private static Optional<String> obstacle() {
        if (!moduleIsThere()) {
            return Optional.of("start the JVM with --add-modules " + MODULE);
        }
        Runtime.Version running = Runtime.version();
        if (running.feature() == FIRST_SOUND.feature() && running.compareTo(FIRST_SOUND) < 0) {
            return Optional.of(
                    "JDK " + running + " can corrupt memory (JDK-8377811); use JDK " + FIRST_SOUND + " or later");
        }
        return Optional.empty();
    }

    /** By a class of it, because a module that is loaded late is in no layer that could be asked. */
    private static boolean moduleIsThere() {
        try {
            Class.forName(MODULE + ".Vector", false, KernelChoice.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** In a method of its own so that the class is linked only where its module is there. */
    private static Kernels simd() {
        return new SimdKernels();
    }
}

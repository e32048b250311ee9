package dev.lanewise.kernel.choice;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.simd.SimdKernels;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Chooses the kernels, and says why. The fast ones need the module {@code jdk.incubator.vector}, which is there if the program
 * is a module that requires ours, or the JVM was started with {@code --add-modules jdk.incubator.vector}, or the launcher loaded
 * it; and a JVM that compiles vectors well, which is what {@link Jvm} knows.
 */
public final class KernelChoice {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private KernelChoice() {}

    /**
     * The kernels asked for. Falling back to the reference kernels is logged as a warning, once.
     *
     * @param request {@code simd}; {@code reference}; or {@code auto}, which is {@code simd} where that is faster
     * @throws IllegalArgumentException if the name is none of these
     * @throws IllegalStateException if {@code simd} is asked for and cannot run; the message says what to do
     */
    public static Kernels choose(String request) {
        Jvm jvm = Jvm.running();
        return switch (request) {
            case "reference" -> new ReferenceKernels();
            case "simd" -> {
                jvm.obstacle().ifPresent(text -> {
                    throw new IllegalStateException("the simd kernels cannot run: " + text);
                });
                yield simd();
            }
            case "auto" -> {
                Optional<String> against = jvm.obstacle().or(jvm::objection);
                against.ifPresent(KernelChoice::warn);
                yield against.isPresent() ? new ReferenceKernels() : simd();
            }
            default ->
                throw new IllegalArgumentException("unknown kernels '" + request + "'; use auto, simd or reference");
        };
    }

    /** Says it once, however often kernels are chosen. */
    private static void warn(String against) {
        if (!WARNED.getAndSet(true)) {
            System.getLogger("dev.lanewise.kernel")
                    .log(System.Logger.Level.WARNING, "using the slow reference kernels: " + against);
        }
    }

    /** Why these kernels, in one sentence. */
    public static String reason(Kernels kernels) {
        return reason(kernels, Jvm.running());
    }

    static String reason(Kernels kernels, Jvm jvm) {
        boolean simd = !(kernels instanceof ReferenceKernels);
        return jvm.obstacle()
                .map(text -> "the simd kernels cannot run: " + text)
                .or(() -> jvm.objection()
                        .map(text -> simd
                                ? "they were asked for; the reference kernels would be faster: " + text
                                : "the simd kernels would be slower: " + text))
                .orElseGet(() -> simd ? jvm.reason() : "they were asked for; the simd kernels could run here");
    }

    /** In a method of its own so that the class is linked only where its module is there. */
    private static Kernels simd() {
        return new SimdKernels();
    }
}

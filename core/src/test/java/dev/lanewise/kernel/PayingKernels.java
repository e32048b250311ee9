package dev.lanewise.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Kernels that say something else of when leaving out zeros pays, so that a test can have it always, or never. */
public final class PayingKernels {
    /** Below no share of non-zeros. */
    public static final double NEVER = 0;

    /** Below any. */
    public static final double ALWAYS = 100;

    private PayingKernels() {}

    /** Kernels for which lists, and leaving out shared zeros, pay below these shares of non-zeros. */
    public static Kernels of(double listedBelow, double groupedBelow, Kernels kernels) {
        return (Kernels) Proxy.newProxyInstance(
                PayingKernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
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

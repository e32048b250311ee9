package dev.lanewise.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Kernels that say something else of when leaving out zeros pays, so that a test can have it always, or never, and see that it was done. */
public final class PayingKernels {
    /** Below no share of non-zeros. */
    public static final double NEVER = 0;

    /** Below any. */
    public static final double ALWAYS = 100;

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Kernels kernels;

    /** Kernels for which lists, and leaving out shared zeros, pay below these shares of non-zeros. */
    public PayingKernels(double listedBelow, double groupedBelow, Kernels kernels) {
        this.kernels = (Kernels) Proxy.newProxyInstance(
                PayingKernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    calls.merge(method.getName(), 1, Integer::sum);
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

    /** The same, if nobody wants to know what was called. */
    public static Kernels of(double listedBelow, double groupedBelow, Kernels kernels) {
        return new PayingKernels(listedBelow, groupedBelow, kernels).kernels();
    }

    public Kernels kernels() {
        return kernels;
    }

    /** How often a method was called. */
    public int calls(String method) {
        return calls.getOrDefault(method, 0);
    }
}

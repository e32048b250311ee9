package dev.lanewise.bench.gemm;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Something that multiplies matrices. Peers that are on the class path are found through {@link ServiceLoader}. */
public interface GemmSystem {
    /** What the parameter {@code system} calls it. */
    String label();

    /** Lays out the operands. A system that has no threads of its own stays on one, whatever is asked for. */
    Gemm prepare(Operands operands, int threads);

    /** All systems, ours first. */
    static List<GemmSystem> all() {
        return Stream.concat(
                        Stream.of(OwnGemm.values()),
                        ServiceLoader.load(GemmSystem.class).stream().map(ServiceLoader.Provider::get))
                .toList();
    }

    /**
     * The system of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static GemmSystem named(String name) {
        return all().stream()
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no system '" + name + "' for matrix products; there is "
                                + all().stream().map(GemmSystem::label).toList()));
    }
}

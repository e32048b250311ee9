package dev.lanewise.step;

import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Step;

/**
 * A regularizer as one of its hooks, and the one place that calls it.
 *
 * @param owner whose it is
 * @param hook what is called
 */
record Hook<T>(NamedRegularizer owner, T hook) {
    /** A method of a hook that is handed a block. */
    @FunctionalInterface
    interface Call<T, B> {
        void on(T hook, B block);
    }

    /** The hook, to be called at once: its class loader is the context's from here on. */
    T entered() {
        owner.enter();
        return hook;
    }

    /**
     * Calls the hook with a block of a layer.
     *
     * @throws RegularizerException if it throws anything at all
     */
    <B> void call(Call<? super T, ? super B> method, B block, int layer, Step step) {
        try {
            method.on(entered(), block);
        } catch (Throwable e) { // in some languages checked exceptions are thrown undeclared
            throw failed(e, layer, step);
        }
    }

    RegularizerException failed(Throwable e, int layer, Step step) {
        return new RegularizerException(owner, "threw " + e, layer, step.number(), e);
    }

    RegularizerException failed(String how, int layer, Step step) {
        return new RegularizerException(owner, how, layer, step.number(), null);
    }
}

package dev.lanewise.step;

import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.Step;
import java.util.function.Function;

/**
 * A regularizer as one of its hooks, and the one place that calls it.
 *
 * @param owner whose it is
 * @param number of its owner among the regularizers of the run, 0, 1, …, by which its noise for weights and what is kept for it are
 *     its own
 * @param hook what is called
 */
record Hook<T>(NamedRegularizer owner, int number, T hook) {
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

    /**
     * Asks the hook something about a layer.
     *
     * @throws RegularizerException if it throws anything at all
     */
    <R> R ask(Function<? super T, R> question, int layer, Step step) {
        try {
            return question.apply(entered());
        } catch (Throwable e) {
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

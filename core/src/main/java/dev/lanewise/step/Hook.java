package dev.lanewise.step;

import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.SpecException;
import dev.lanewise.registry.Thrown;
import dev.lanewise.spi.Step;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A regularizer as one of its hooks, and the one place that calls it.
 *
 * @param owner whose it is
 * @param number of its owner among the regularizers of the run, 0, 1, …, by which its noise for weights and what is kept for it are
 *     its own
 * @param byEpoch what is called in each epoch, or one for all
 * @param step where training stands; null if there is one for all
 */
record Hook<T>(NamedRegularizer owner, int number, List<T> byEpoch, StepState step) {
    Hook(NamedRegularizer owner, int number, T hook) {
        this(owner, number, List.of(hook), null);
    }

    /** A method of a hook that is handed a block. */
    @FunctionalInterface
    interface Call<T, B> {
        void on(T hook, B block);
    }

    /** What is called in the first epoch. */
    T first() {
        return byEpoch.getFirst();
    }

    /** The hook, to be called at once: its class loader is the context's from here on. */
    T entered() {
        owner.enter();
        return byEpoch.size() == 1 ? first() : byEpoch.get(step.epoch);
    }

    /**
     * Calls the hook with a block of a layer.
     *
     * @throws RegularizerException if it throws anything at all
     */
    <B> void call(Call<? super T, ? super B> method, B block, int layer, Step now) {
        try {
            method.on(entered(), block);
        } catch (Throwable e) { // in some languages checked exceptions are thrown undeclared
            throw failed(e, layer, now);
        }
    }

    /**
     * Asks the hook something about a layer.
     *
     * @throws RegularizerException if it throws anything at all
     */
    <R> R ask(Function<? super T, R> question, int layer, Step now) {
        try {
            return question.apply(entered());
        } catch (Throwable e) {
            throw failed(e, layer, now);
        }
    }

    /**
     * Asks the hooks of all epochs something to which there is one answer for the whole run.
     *
     * @param what it is, for messages
     * @throws SpecException if they do not agree
     * @throws RegularizerException if one throws anything at all
     */
    <R> R askAlike(Function<? super T, R> question, BiPredicate<R, R> alike, String what, int layer, Step now) {
        List<R> answers = ask(hook -> byEpoch.stream().<R>map(question).toList(), layer, now);
        R first = answers.getFirst();
        if (!answers.stream().allMatch(each -> alike.test(first, each))) {
            throw new SpecException("regularizer '" + owner.name() + "': the numbers of '" + owner.spec() + "' change "
                    + what + ", which is settled before the first step; give it numbers that do not change");
        }
        return first;
    }

    /** Whether the hook of any epoch says yes. */
    boolean any(Predicate<? super T> question, int layer, Step now) {
        return ask(hook -> byEpoch.stream().anyMatch(question), layer, now);
    }

    /** The same as another of its hooks. */
    <S> Hook<S> as(Class<S> type) {
        return new Hook<>(owner, number, byEpoch.stream().map(type::cast).toList(), step);
    }

    RegularizerException failed(Throwable e, int layer, Step now) {
        return new RegularizerException(owner, "threw " + Thrown.text(e), layer, now.number(), e);
    }

    RegularizerException failed(String how, int layer, Step now) {
        return new RegularizerException(owner, how, layer, now.number(), null);
    }
}

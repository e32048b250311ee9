package dev.lanewise.spi;

/**
 * The arguments of one regularizer, checked against the {@link Parameter}s it declares. Where a user has typed numbers that change
 * over the run, {@code 0.5to0.1}, a regularizer is made for each epoch, with those of that epoch.
 */
public interface Arguments {
    /** The number of hidden layers of the network to be trained. */
    int hiddenLayers();

    /**
     * The value of a {@link Parameter.Type#NUMBER}.
     *
     * @throws IllegalArgumentException if no such number is declared
     */
    double number(String name);

    /**
     * The value of a {@link Parameter.Type#WHOLE}.
     *
     * @throws IllegalArgumentException if no such whole number is declared
     */
    default int whole(String name) {
        throw new IllegalArgumentException("no whole number '" + name + "' is declared");
    }

    /**
     * The value of a {@link Parameter.Type#CHOICE} or {@link Parameter.Type#TEXT}.
     *
     * @throws IllegalArgumentException if neither is declared
     */
    default String text(String name) {
        throw new IllegalArgumentException("no choice or text '" + name + "' is declared");
    }

    /**
     * The values of a {@link Parameter.Type#NUMBER_PER_LAYER}, one for each hidden layer.
     *
     * @throws IllegalArgumentException if no such list is declared
     */
    double[] perLayer(String name);

    /**
     * The value of a {@link Parameter.Type#FLAG}.
     *
     * @throws IllegalArgumentException if no such flag is declared
     */
    boolean flag(String name);
}

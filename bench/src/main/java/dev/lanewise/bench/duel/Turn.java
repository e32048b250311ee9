package dev.lanewise.bench.duel;

/**
 * What a contender did in one turn.
 *
 * @param seconds that it took
 * @param loss the mean loss of a training run; NaN for products
 * @param terms the share of the terms of dense products that it computed
 * @param disturbed whether other processes used the machine meanwhile
 */
record Turn(double seconds, double loss, double terms, boolean disturbed) {
    /** Reads what {@link #toString} wrote. */
    static Turn parse(String text) {
        String[] parts = text.split(" ");
        return new Turn(
                Double.parseDouble(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Boolean.parseBoolean(parts[3]));
    }

    @Override
    public String toString() {
        return seconds + " " + loss + " " + terms + " " + disturbed;
    }
}

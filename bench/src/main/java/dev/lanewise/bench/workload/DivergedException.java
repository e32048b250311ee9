package dev.lanewise.bench.workload;

/** A loss is no longer a finite number. Steps leave their updates out then, and would seem fast. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(Recipe recipe) {
        super("training with '" + recipe.regularizers()
                + "' diverged, so that its steps do less than others; give it a smaller"
                + " argument, or another network");
    }
}

package dev.lanewise.bench.duel;

import java.io.IOException;

/** One of the systems could not take its turn. */
final class OpponentFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Opponent opponent;

    OpponentFailure(Opponent opponent, IOException cause) {
        super(cause.getMessage(), cause);
        this.opponent = opponent;
    }

    Opponent opponent() {
        return opponent;
    }
}

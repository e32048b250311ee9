package dev.lanewise.cli.run;

import dev.lanewise.train.EarlyStopping;
import java.util.Optional;

/** Early stopping as it is typed: {@code 5}, or {@code 5:0.001} with the least gain. */
final class EarlyStoppingText {
    static final String OPTION = "early-stopping";

    private EarlyStoppingText() {}

    /** @param validation the fraction that is held out */
    static Optional<EarlyStopping> read(OptionText text, float validation) {
        if (!text.asks(OPTION)) {
            return Optional.empty();
        }
        String given = text.text(OPTION);
        if (validation == 0) {
            throw OptionText.bad(
                    OPTION, given, "needs something to look at that is not trained on; add --validation 0.1");
        }
        return Optional.of(text.parsed(OPTION, EarlyStoppingText::parse));
    }

    private static EarlyStopping parse(String given) {
        String[] parts = given.split(":", 2);
        try {
            double gain = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
            return new EarlyStopping(Integer.parseInt(parts[0]), gain);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + given + "' must be a number of epochs, or that and the least gain, as in 5 or 5:0.001", e);
        }
    }

    static String write(EarlyStopping value) {
        return value.patience() + (value.leastGain() == 0 ? "" : ":" + value.leastGain());
    }
}

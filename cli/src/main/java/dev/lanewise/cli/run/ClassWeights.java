package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.data.Samples;
import dev.lanewise.nn.Loss;

/** What a class counts in the loss, as it is typed: {@code balanced}, or a number for each class. */
final class ClassWeights {
    static final String OPTION = "class-weights";
    private static final String BALANCED = "balanced";

    private ClassWeights() {}

    /** Checks what can be checked without data; empty if all classes count alike. */
    static String read(OptionText text) {
        if (!text.asks(OPTION)) {
            return "";
        }
        String given = text.text(OPTION);
        if (!given.equals(BALANCED)) {
            text.parsed(OPTION, ClassWeights::weighted);
        }
        if (text.has("loss")
                && !text.text("loss").equals(Loss.softmaxCrossEntropy().name())) {
            throw OptionText.bad(OPTION, given, "is for the loss softmax-cross-entropy alone; leave out --loss");
        }
        return given;
    }

    /**
     * The loss of these weights.
     *
     * @throws CliException if the samples have other classes, or none
     */
    static Loss loss(String weights, Samples train) {
        try {
            Loss loss = weights.equals(BALANCED) ? Loss.balanced(train) : weighted(weights);
            loss.check(train, train.outputs());
            return loss;
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "--" + OPTION + ": " + e.getMessage(), e);
        }
    }

    private static Loss weighted(String weights) {
        try {
            return Loss.parse(Loss.softmaxCrossEntropy().name() + ":" + weights);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + weights + "' must be balanced, or a positive number for each class, such as 1,0.5", e);
        }
    }
}

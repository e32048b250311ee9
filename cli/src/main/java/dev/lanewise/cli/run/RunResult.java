package dev.lanewise.cli.run;

import dev.lanewise.data.Samples;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Loss.Predicts;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.train.DivergenceException;
import java.util.List;
import java.util.Optional;

/**
 * What a finished run gave. All evaluations are in inference, without regularizers, after the last epoch.
 *
 * @param epochs those of this run and, if it was resumed, those before
 * @param meanLoss where values are predicted, the loss on the training samples of always saying their mean; else 1
 * @param weightsSha256 see {@link dev.lanewise.model.ModelFile#weightsSha256}
 */
public record RunResult(
        RunConfig config,
        Sequential net,
        List<Epoch> epochs,
        Evaluation train,
        Optional<Evaluation> validation,
        Evaluation test,
        double meanLoss,
        String weightsSha256) {
    /** Makes the list unmodifiable. */
    public RunResult {
        epochs = List.copyOf(epochs);
    }

    /**
     * Evaluates a network on all samples of its run.
     *
     * @throws DivergenceException if a loss is not a finite number
     */
    public static RunResult of(
            RunConfig config, Sequential net, List<Epoch> epochs, RunData data, Evaluator evaluator) {
        return new RunResult(
                config,
                net,
                epochs,
                evaluate("training", net, data.train(), evaluator),
                data.validation().map(each -> evaluate("validation", net, each, evaluator)),
                evaluate("test", net, data.test(), evaluator),
                meanLoss(net, data.train(), evaluator),
                ModelFile.weightsSha256(net));
    }

    private static double meanLoss(Sequential net, Samples train, Evaluator evaluator) {
        if (net.loss().predicts() != Predicts.VALUES) {
            return 1;
        }
        Sequential mean = net.copy();
        DenseParameters output = mean.parameters().getLast();
        output.set(new float[output.inputs() * output.units()], new float[output.units()]);
        double loss = evaluator.evaluate(mean, train).loss();
        return loss > 0 ? loss : 1; // of targets that are all the same
    }

    /**
     * Evaluates a network.
     *
     * @param what samples these are
     * @throws DivergenceException if the loss is not a finite number
     */
    static Evaluation evaluate(String what, Sequential net, Samples samples, Evaluator evaluator) {
        Evaluation evaluation = evaluator.evaluate(net, samples);
        if (!Double.isFinite(evaluation.loss())) {
            throw new DivergenceException(
                    "the loss on the " + what + " " + samples.samplesName() + " is not a finite number");
        }
        return evaluation;
    }

    /** Whether the network predicts values, which are not right or wrong: there is no accuracy then. */
    public boolean predictsValues() {
        return Double.isNaN(test.accuracy());
    }

    /** How much more accurate the network is on the images it was trained on than on the test images, −1…1. */
    public double accuracyGap() {
        return train.accuracy() - test.accuracy();
    }

    /** How much lower the loss is on the images it was trained on than on the test images. */
    public double lossGap() {
        return test.loss() - train.loss();
    }
}

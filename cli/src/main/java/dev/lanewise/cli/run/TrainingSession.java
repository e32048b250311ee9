package dev.lanewise.cli.run;

import dev.lanewise.cli.run.Epoch.LayerVariance;
import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.step.ProductWays;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.History;
import dev.lanewise.train.History.Ending;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** One training run in this process, without a terminal: a description, data and regularizers in, results out. */
public final class TrainingSession {
    private final RunConfig config;
    private final RunData data;
    private final List<NamedRegularizer> made;
    private final Sequential net;
    private final Trainer trainer;
    private final int threads;
    private final Evaluator evaluator;
    private final Optional<ActivationRecord> activations;
    private final List<Epoch> epochs = new ArrayList<>();
    private List<ProductWays> products = List.of();

    /**
     * A session about to start.
     *
     * @param made the regularizers that the description names
     * @param earlier the epochs of the run that this one goes on from
     */
    public TrainingSession(
            RunConfig config, RunData data, Kernels kernels, List<NamedRegularizer> made, List<Epoch> earlier) {
        this.config = config;
        this.data = data;
        this.made = made;
        epochs.addAll(earlier);
        net = config.network(data);
        trainer = config.trainer(made).kernels(kernels);
        threads = trainer.threadsFor(net, data.train().features());
        evaluator = new Evaluator(kernels, threads);
        activations = ActivationRecord.of(config, net, data, evaluator, kernels, made);
    }

    /** How many threads train. */
    public int threads() {
        return threads;
    }

    /** The network, without parameters before {@link #run}. */
    public Sequential net() {
        return net;
    }

    /** The epochs done so far. */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** How the products of each dense layer were computed in the end; none before {@link #run}. */
    public List<ProductWays> products() {
        return products;
    }

    /** Trains from the beginning. See {@link #run(RunListener, UnaryOperator)}. */
    public RunResult run(RunListener listener) {
        return run(listener, UnaryOperator.identity());
    }

    /**
     * Trains and evaluates.
     *
     * @param more last changes to the trainer, such as where its checkpoint goes
     * @throws dev.lanewise.train.DivergenceException if a loss stops being a finite number
     * @throws dev.lanewise.registry.RegularizerException if a regularizer fails
     */
    public RunResult run(RunListener listener, UnaryOperator<Trainer> more) {
        History history = more.apply(trainer)
                .listener(adapter(listener))
                .fit(net, data.train(), data.validation().orElse(null), data.test());
        if (!listener.wantsToEnd()) {
            StrayInterrupt.blame(history, made);
        }
        if (history.ending() == Ending.INTERRUPTED || history.ending() == Ending.ON_REQUEST) {
            throw new CancellationException("training was told to end");
        }
        products = history.products();
        listener.trained();
        return RunResult.of(config, net, epochs, data, evaluator);
    }

    private TrainingListener adapter(RunListener listener) {
        Optional<Samples> sample = listener.wantsTrainSample() ? Optional.of(data.trainSample()) : Optional.empty();
        return new TrainingListener() {
            @Override
            public void started(int stepsPerEpoch, int firstEpoch) {
                listener.started(stepsPerEpoch, firstEpoch);
            }

            @Override
            public void epochStarted(int epoch) {
                listener.epochStarted(epoch);
            }

            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                listener.step(epoch, step, stepsPerEpoch);
            }

            @Override
            public boolean wantsToEnd() {
                return listener.wantsToEnd();
            }

            @Override
            public void checkpointWritten(Path file) {
                listener.checkpointWritten();
            }

            @Override
            public void epoch(EpochResult result) {
                Optional<Evaluation> validation = data.validation()
                        .map(each ->
                                new Evaluation(result.validationLoss(), result.validationAccuracy(), new int[0][]));
                long start = System.nanoTime();
                Optional<Evaluation> training =
                        sample.map(each -> RunResult.evaluate("training", net, each, evaluator));
                List<LayerVariance> variances =
                        activations.map(each -> each.after(result.epoch())).orElse(List.of());
                double seconds = (System.nanoTime() - start) * 1e-9;
                Epoch epoch = new Epoch(result.withEvaluation(seconds), validation, training, variances);
                epochs.add(epoch);
                listener.epoch(epoch);
            }
        };
    }
}

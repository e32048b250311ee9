package dev.lanewise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.data.Table;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.predict.Predictor;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.Averaging;
import dev.lanewise.train.CheckpointInterval;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is null is named where it is handed in, rather than in the middle of a run. */
class NullArgumentsTest {
    private static final Trainer TRAINER = Trainer.sgd(0.1f);
    private static final Sequential NET = Sequential.mlp(new int[] {4}, 2);
    private static final Path FILE = Path.of("a");

    private static Arguments named(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                named("optimizer", () -> Trainer.with((Optimizer) null, 0.1f)),
                named("schedule", () -> TRAINER.schedule(null)),
                named("regularizers", () -> TRAINER.regularizers(null)),
                named("regularizer", () -> TRAINER.regularizers(Arrays.asList((NamedRegularizer) null))),
                named("regularizer", () -> TRAINER.regularizer(null)),
                named("kernels", () -> TRAINER.kernels(null)),
                named("listener", () -> TRAINER.listener(null)),
                named("file", () -> TRAINER.checkpoint(null)),
                named("every", () -> TRAINER.checkpoint(FILE, null, Map::of)),
                named("notes", () -> TRAINER.checkpoint(FILE, null)),
                named("unit", () -> new CheckpointInterval(1, null)),
                named("resume", () -> TRAINER.resume(null)),
                named("earlyStopping", () -> TRAINER.earlyStopping((EarlyStopping) null)),
                named("averaging", () -> TRAINER.averaging((Averaging) null)),
                named("data", () -> TRAINER.fit(NET, (TrainTest<?>) null)),
                named("train", () -> TRAINER.fit(NET, (Samples) null, null)),
                named("net", () -> TRAINER.fit(null, table(), null)),
                named("net", () -> TRAINER.warmUp(null)),
                named("layer 1", () -> Sequential.of(Dense.relu(3), null, Dense.linear(2))),
                named("loss", () -> NET.loss(null)),
                named("train", () -> NET.standardized(null)),
                named("net", () -> Predictor.of(null)),
                named("file", () -> Predictor.load(null)),
                named("kernels", () -> new Evaluator(null, 1)),
                named("file", () -> ModelFile.save(null, NET, Map.of())),
                named("net", () -> ModelFile.save(FILE, null, Map.of())),
                named("metadata", () -> ModelFile.save(FILE, NET, null)),
                named("input", () -> ModelFile.exportOnnx(FILE, NET, (OnnxInput) null, Map.of())),
                named("labels", () -> new LabelledImages(new byte[4], null, 2, 2, List.of("a"))),
                named("classNames", () -> new LabelledImages(new byte[4], new byte[1], 2, 2, null)),
                named("rows", () -> Table.ofClasses((IntFunction<float[]>) null, new int[] {0, 1}, 2)),
                named("row 1", () -> Table.ofClasses(new float[][] {{1}, null}, new int[] {0, 1}, 2)),
                named("target 1", () -> Table.ofValues(new float[][] {{1}, {2}}, new float[] {1}, null)),
                named("directory", () -> FashionMnist.load(null)));
    }

    private static Table table() {
        return Table.ofClasses(new float[][] {{1}, {2}}, new int[] {0, 1}, 2);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isNamed(String name, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name);
    }
}

package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CommandLines;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs on a part of Fashion-MNIST, and then the command that each run's diagnosis proposes. The same seed, so the same figures anywhere. */
class AdvicePaysTest {
    /**
     * @param next the proposed command without its name, null if there is none
     * @param gap of accuracy, between training and validation images
     */
    private record Judged(String next, double loss, double accuracy, double gap) {
        static Judged of(String options) {
            List<String> args = Stream.concat(Arrays.stream(options.split(" ")), Stream.of("--json"))
                    .toList();
            Outcome outcome = Outcome.of(args.toArray(String[]::new));
            assertThat(outcome.code()).as(outcome.err()).isZero();
            JsonObject end = event(outcome, "end");
            String next = event(outcome, "diagnosis").getString("next_command");
            double accuracy = end.getDouble("validation_accuracy");
            return new Judged(
                    next == null ? null : next.substring(CommandLines.PROGRAM.length() + 1),
                    end.getDouble("validation_loss"),
                    accuracy,
                    end.getDouble("inference_train_accuracy") - accuracy);
        }

        private static JsonObject event(Outcome outcome, String name) {
            return outcome.lines().stream()
                    .map(Judged::parse)
                    .filter(each -> each.getString("event").equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private static JsonObject parse(String line) {
            try {
                return JsonParser.object().from(line);
            } catch (JsonParserException e) {
                throw new AssertionError(line, e);
            }
        }

        Judged followed(String expected) {
            assertThat(next).contains(expected);
            Judged then = of(next);
            assertThat(then.loss).isLessThan(loss);
            assertThat(then.accuracy).isGreaterThan(accuracy);
            return then;
        }
    }

    @Test
    void fewEpochsAreFollowedByMoreThoughThereIsAGap() {
        Judged first = Judged.of("--hidden 16 --epochs 3 --limit 5000 --validation 0.1");

        assertThat(first.gap).isGreaterThan(0.02);
        first.followed("--epochs 6").followed("--epochs 12");
    }

    @Test
    void smallNetworkThatStillLearnsIsTrainedForLonger() {
        Judged.of("--hidden 8 --epochs 12 --limit 5000 --validation 0.1").followed("--epochs 24");
    }

    @Test
    void lowRateIsMadeUpForByMoreEpochs() {
        Judged.of("--learning-rate 0.01 --limit 5000 --validation 0.1").followed("--epochs 20");
    }

    @Test
    void imagesLearnedByHeartAskForDropout() {
        Judged first = Judged.of("--optimizer adam --epochs 40 --limit 6000 --validation 0.1");

        assertThat(first.gap).isGreaterThan(0.1);
        assertThat(first.followed("--regularizer dropout:0.2,0.5 --epochs 40").gap)
                .isLessThan(first.gap);
    }

    @Test
    void dropoutThatIsTooStrongIsHalved() {
        Judged.of("--hidden 64,64 --epochs 20 --limit 6000 --regularizer dropout:0.7 --validation 0.1")
                .followed("--regularizer dropout:0.35");
    }
}

package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import dev.lanewise.cli.run.TableSource;
import dev.lanewise.data.Standardization;
import dev.lanewise.data.Table;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables from file to prediction, in this process. */
class TablesTest {
    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Three kinds by two lengths and a colour, and a weight that follows from them. */
    private static String flowers(char separator, int rows) {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder out = new StringBuilder("long,wide,colour,weight,kind\n".replace(',', separator));
        for (int i = 0; i < rows; i++) {
            double length = random.nextDouble(0, 10);
            double width = random.nextDouble(0, 2000);
            String colour = random.nextBoolean() ? "red" : "\"blue" + separator + " light\"";
            String kind = length < 3 ? "iris" : colour.equals("red") ? "rose" : "aster";
            out.append((float) length).append(separator).append((float) width).append(separator);
            out.append(colour)
                    .append(separator)
                    .append((float) (100 * length + width))
                    .append(separator);
            out.append(kind).append('\n');
        }
        return out.toString();
    }

    private static JsonObject json(String line) {
        try {
            return JsonParser.object().from(line);
        } catch (JsonParserException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Outcome ok(String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private String[] train(Path data, String target, Path out, String... more) {
        List<String> usual = List.of(
                "train",
                "--data",
                data.toString(),
                "--target",
                target,
                "--hidden",
                "32",
                "--epochs",
                "40",
                "--optimizer",
                "adam",
                "--learning-rate",
                "0.01",
                "--batch-size",
                "32",
                "--out",
                out.toString());
        return Outcome.with(usual, more);
    }

    @Test
    void classesAreLearnedEvaluatedAndPredicted() throws IOException {
        Path data = file("flowers.csv", flowers(',', 600));
        Path out = directory.resolve("run");
        Outcome trained = ok(train(data, "kind", out));
        assertThat(trained.err()).contains("Training 5-32-3").contains("480 rows");
        assertThat(trained.out()).contains("test rows");
        Outcome evaluated = ok("evaluate", out.toString(), "--json");
        JsonObject evaluation = json(evaluated.lines().getLast());
        assertThat(evaluation.getInt("rows")).isEqualTo(120);
        assertThat(evaluation.getDouble("accuracy")).isGreaterThan(0.95);
        assertThat(ok("evaluate", out.toString()).out()).contains("aster").contains("class             rows");
        Path some = file("some.csv", "kind,colour,weight,wide,long,other\n?,red,1100,1000,1,x\n?,red,1900,1000,9,y\n");
        assertThat(ok("predict", out.toString(), some.toString()).lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("line,prediction,aster,iris,rose"),
                        line -> assertThat(line).startsWith("2,iris,"),
                        line -> assertThat(line).startsWith("3,rose,"));
        Path onnx = directory.resolve("model.onnx");
        ok("export", out.toString(), onnx.toString());
        assertThat(ModelFile.load(onnx).net().inputStandardization())
                .as("it takes numbers as in the table")
                .isEqualTo(
                        ModelFile.load(out.resolve("model.safetensors")).net().inputStandardization());
        assertThat(ok("predict", onnx.toString(), some.toString()).lines()).hasSize(3);
        JsonObject event = json(
                ok("predict", out.toString(), some.toString(), "--json").lines().getLast());
        assertThat(event.getString("class")).isEqualTo("rose");
        assertThat(event.getInt("line")).isEqualTo(3);
    }

    @Test
    void rowsOfAnotherFileAreNotCalledThoseTrainedOn() throws IOException {
        Path data = file("flowers.csv", flowers(',', 200));
        Path other = file("other.csv", flowers(',', 100));
        Path out = directory.resolve("run");
        ok(train(data, "kind", out, "--epochs", "1"));

        assertThat(ok("evaluate", out.toString(), "--train").out()).contains(" training rows: loss");
        assertThat(ok("evaluate", out.toString(), "--data", other.toString()).out())
                .startsWith("100 test rows");
        Outcome refused = Outcome.of("evaluate", out.toString(), "--data", other.toString(), "--train");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--train: none of the rows in " + other, "leave --train out");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void valuesAreLearnedInTheirOwnUnits() throws IOException {
        Path data = file("flowers.tsv", flowers('\t', 600));
        Path out = directory.resolve("run");
        Outcome trained = ok(train(data, "weight", out, "--validation", "0.1", "--early-stopping", "20"));
        assertThat(trained.out()).contains("loss").doesNotContain("accuracy 0");
        JsonObject evaluation =
                json(ok("evaluate", out.toString(), "--json").lines().getLast());
        assertThat(evaluation.get("accuracy")).isNull();
        assertThat(evaluation.getDouble("loss")).isLessThan(0.02);
        Path some = file("some.tsv", "long\twide\tcolour\tkind\n5\t1000\tred\trose\n");
        String[] fields =
                ok("predict", out.toString(), some.toString()).lines().getLast().split(",");
        assertThat(Double.parseDouble(fields[1])).isBetween(1400.0, 1600.0);
    }

    @Test
    void whatCannotBeLearnedIsHardlyBetterThanTheMeanByAnyLoss() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder noise = new StringBuilder("x,y\n");
        for (int i = 0; i < 400; i++) {
            noise.append(random.nextGaussian())
                    .append(',')
                    .append(random.nextGaussian())
                    .append('\n');
        }
        Path data = file("noise.csv", noise.toString());
        for (String loss : List.of("mean-squared-error", "huber:0.1")) {
            Path out = directory.resolve(loss.replace(':', '-'));
            Outcome trained = ok(train(data, "y", out, "--loss", loss));
            assertThat(trained.out()).containsPattern("A loss of \\d\\.\\d{4} is that of always saying the mean");
            String diagnosis = ok("diagnose", out.toString()).out().replaceAll("\\s+", " ");
            Matcher gain = Pattern.compile("loss is (-?[\\d.]+) % less than that of always saying the mean")
                    .matcher(diagnosis);
            assertThat(gain.find()).as(diagnosis).isTrue();
            assertThat(Double.parseDouble(gain.group(1))).as(loss).isBetween(-25.0, 25.0);
        }
    }

    @Test
    void aTargetThatIsAlwaysTheSameIsRefused() throws IOException {
        Path data = file("same.csv", "x,y\n" + "1,2.5\n2,2.5\n3,2.5\n".repeat(20));
        Outcome refused = Outcome.of(train(data, "y", directory.resolve("run")));
        assertThat(refused.code()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("has only '2.5' in the column 'y'", "give rows of two values or more");
    }

    @Test
    void aValueThatIsTooLargeIsNotBlamedOnTheTraining() throws IOException {
        Path data = file("flowers.tsv", flowers('\t', 100));
        Path out = directory.resolve("run");
        ok(train(data, "weight", out));
        Path some = file("some.tsv", "long\twide\tcolour\tkind\n5\t1000\tred\trose\n3e38\t1000\tred\trose\n");
        Outcome refused = Outcome.of("predict", out.toString(), some.toString());
        assertThat(refused.code()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err())
                .contains("line 3 of " + some, "too far from those")
                .doesNotContain("diverged");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aLossInOwnUnitsIsSaidToBeOne() throws IOException {
        Path data = file("flowers.csv", flowers(',', 100));
        Path out = directory.resolve("run");
        ok(train(data, "weight", out));
        Path onnx = directory.resolve("model.onnx");
        ok("export", out.toString(), onnx.toString());
        assertThat(ok("evaluate", onnx.toString(), "--data", data.toString()).err())
                .contains(onnx.toString(), "its loss is in their own units");
        assertThat(ok("evaluate", out.toString()).err()).isEmpty();
    }

    @Test
    void regularizersThatTheDataCannotHaveAreRefused() throws IOException {
        Path data = file("flowers.csv", flowers(',', 100));
        Outcome noImages = Outcome.of(train(data, "kind", directory.resolve("a"), "--regularizer", "cutout:8"));
        assertThat(noImages.code()).as(noImages.err()).isEqualTo(2);
        assertThat(noImages.err())
                .contains("'cutout' needs images, but the rows")
                .doesNotContain("unexpected");
        Outcome noClasses =
                Outcome.of(train(data, "weight", directory.resolve("b"), "--regularizer", "label-smoothing:0.1"));
        assertThat(noClasses.code()).as(noClasses.err()).isEqualTo(2);
        assertThat(noClasses.err())
                .contains("'label-smoothing' changes the targets of classes")
                .doesNotContain("unexpected");
    }

    @Test
    void aRunOnATableGoesOnToTheSameBits() throws IOException {
        Path data = file("flowers.csv", flowers(',', 300));
        Path whole = directory.resolve("whole");
        Path half = directory.resolve("half");
        String expected =
                json(ok(train(data, "kind", whole, "--json")).lines().getLast()).getString("weights_sha256");
        ok(train(data, "kind", half, "--epochs", "20"));
        Outcome resumed = ok("train", "--resume", half.toString(), "--epochs", "40", "--json");
        assertThat(json(resumed.lines().getLast()).getString("weights_sha256")).isEqualTo(expected);
    }

    @Test
    void missingValuesAreFilledIfThatIsWanted() throws IOException {
        String text = flowers(',', 100).replaceFirst("\n[0-9.]+,", "\n,");
        Path data = file("gaps.csv", text);
        Outcome refused = Outcome.of(train(data, "kind", directory.resolve("run")));
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("gaps.csv line 2, column 'long': there is no value");
        ok(train(data, "kind", directory.resolve("run"), "--missing", "mean", "--epochs", "1"));
    }

    @Test
    void whatFillsGapsIsOfTheRowsTrainedOnAndKeptForPrediction() throws IOException, JsonParserException {
        StringBuilder text = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < 200; i++) {
            text.append(i % 10 == 3 ? "" : Integer.toString(i * i))
                    .append(',')
                    .append(i % 7)
                    .append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Path out = directory.resolve("run");
        Path data = file("gaps.csv", text.toString());
        String[] options =
                train(data, "kind", out, "--missing", "mean", "--epochs", "3", "--validation", "0.2", "--limit", "100");
        ok(options);
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < options.length; i += 2) {
            given.put(options[i].substring(2), options[i + 1]);
        }
        given.remove("out");
        RunData rows = TableSource.of(RunConfig.of(given));
        float mean = rows.schema().orElseThrow().columns().getFirst().mean();
        Table train = (Table) rows.train();
        assertThat(train.size()).isEqualTo(80);
        double sum = 0;
        for (int r = 0; r < train.size(); r++) {
            sum += train.row(r)[0];
        }
        assertThat(sum / train.size()).as("gaps do not move the mean").isCloseTo(mean, Percentage.withPercentage(0.01));
        Path some = file("some.csv", "x,y\n,5\n" + mean + ",5\n0,5\n");
        List<String> answers = ok("predict", out.toString(), some.toString()).lines().stream()
                .map(each -> each.substring(1))
                .toList();
        assertThat(answers.get(1)).isEqualTo(answers.get(2)).isNotEqualTo(answers.get(3));
    }

    @Test
    void aTablesNetworkFromElsewhereIsGivenColumnsInTheirOrderAndNoPictures() throws IOException {
        Path model = directory.resolve("elsewhere.onnx");
        Standardization columns = new Standardization(new float[] {100, 0, 2, 3}, new float[] {10, 1, 1, 1});
        Sequential net = Sequential.mlp(new int[] {5}, 3).standardized(columns, null);
        net.initialise(4, 1);
        ModelFile.exportOnnx(model, net, OnnxInput.FEATURES, Map.of());
        Path rows = file("rows.csv", "90,1,2,3\n110,1,2,3\n");
        Path named = file("named.csv", "a,b,c,d\n90,1,2,3\n");
        List<String> answers = ok("predict", model.toString(), rows.toString()).lines();
        assertThat(answers).hasSize(3).first().isEqualTo("line,prediction,0,1,2");
        assertThat(ok("predict", model.toString(), named.toString()).lines().getLast())
                .isEqualTo(answers.get(1).replaceFirst("1", "2"));
        Path three = file("three.csv", "1,2,3\n");
        Outcome few = Outcome.of("predict", model.toString(), three.toString());
        assertThat(few.code()).isEqualTo(3);
        assertThat(few.err())
                .contains("three.csv has 3 columns, but model file")
                .contains("takes 4");
        Outcome picture = Outcome.of("predict", model.toString(), "picture.png");
        assertThat(picture.code()).isEqualTo(4);
        assertThat(picture.err()).contains("columns of a table and no pixels");
        Outcome evaluated = Outcome.of("evaluate", model.toString(), "--data", rows.toString());
        assertThat(evaluated.code()).isEqualTo(4);
        assertThat(evaluated.err()).contains("does not say which column of a table it predicts");
    }

    @Test
    void runsThatCannotBeComparedGetNoReportTogether() throws IOException {
        Path data = file("flowers.csv", flowers(',', 300));
        Path weight = directory.resolve("weight");
        ok(train(data, "weight", weight));
        ok(train(file("more.csv", flowers(',', 301)), "weight", directory.resolve("data")));
        ok(train(data, "long", directory.resolve("target")));
        ok(train(data, "weight", directory.resolve("loss"), "--loss", "huber:1"));
        for (String differs : List.of("data", "target", "loss")) {
            Path other = directory.resolve(differs);
            Path out = directory.resolve("report-" + differs);
            Outcome refused = Outcome.of("report", weight.toString(), other.toString(), "--out", out.toString());
            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains(other + " has another " + differs + " than " + weight);
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void runsOnTablesAreDiagnosedReportedAndCompared() throws IOException {
        Path data = file("flowers.csv", flowers(',', 300));
        for (String target : List.of("kind", "weight")) {
            boolean values = target.equals("weight");
            Path out = directory.resolve(target);
            ok(train(data, target, out, "--epochs", "3"));
            Outcome diagnosed = ok("diagnose", out.toString());
            assertThat(diagnosed.words())
                    .contains("training rows", "test rows", values ? "always saying the mean on" : "is right on")
                    .doesNotContain("images", "NaN");
            ok("report", out.toString());
            assertThat(out.resolve("report.html"))
                    .content()
                    .contains("test rows", "How many units fire")
                    .doesNotContain("NaN", "image ", "images", "Wrong and sure");
            Path compared = directory.resolve(target + "-compared");
            Outcome arms = compare(data, target, "--epochs", "2", "--out", compared.toString());
            assertThat(arms.words())
                    .contains(values ? "dropout:0.5 against none: test loss" : "right on test rows", "chance (p ")
                    .doesNotContain("images", "NaN");
            assertThat(compared.resolve("report.html")).content().doesNotContain("NaN", "images");
            Outcome json = compare(data, target, "--epochs", "1", "--json");
            assertThat(json(json.lines().getLast()).getArray("arms")).hasSize(2);
        }
    }

    private static Outcome compare(Path data, String target, String... more) {
        List<String> args = new ArrayList<>(List.of("compare", "--data", data.toString(), "--target", target));
        args.addAll(List.of("--hidden", "8", "--seeds", "2", "--arm", "none", "--arm", "dropout:0.5"));
        args.addAll(List.of(more));
        return ok(args.toArray(String[]::new));
    }

    @Test
    void infoSaysWhatIsThere() throws IOException {
        Path data = file("flowers.csv", flowers(',', 200));
        Outcome info = ok("info", "--data", data.toString(), "--target", "kind");
        assertThat(info.out())
                .contains("rows: 200")
                .contains("features: 5")
                .contains("colour: 2 texts")
                .contains("iris: ")
                .contains("times the smallest");
        assertThat(json(ok("info", "--data", data.toString(), "--json").out()).getInt("features"))
                .isEqualTo(7 + 1);
    }

    @Test
    void infoDescribesEachOfSeveralTargetsTextsToo() throws IOException {
        Path data = file("flowers.csv", flowers(',', 200));
        String[] info = {"info", "--data", data.toString(), "--target", "kind, weight", "--json"};

        JsonObject seen = json(ok(info).out());
        assertThat(seen).doesNotContainKey("warnings");
        assertThat(seen.getArray("targets"))
                .hasSize(2)
                .contains("kind: 3 texts")
                .anySatisfy(each -> assertThat((String) each).matches("weight: [\\d.]+ to [\\d.]+"));
    }

    @Test
    void infoRefusesWhatItWouldNotLookAt() throws IOException {
        String table = file("flowers.csv", flowers(',', 200)).toString();
        String images = TinyData.write(directory.resolve("images")).toString();
        List<List<String>> all = List.of(
                List.of("--target is for tables", "--target", "kind"),
                List.of("--no-header is for tables", "--no-header"),
                List.of("--target is for tables", "--target", "kind", "--data", images),
                List.of("--no-header is for tables", "--no-header", "--data", images),
                List.of("--plugins has no effect beside --data", "--plugins", images, "--data", table));

        for (List<String> each : all) {
            List<String> arguments = new ArrayList<>(List.of("info"));
            arguments.addAll(each.subList(1, each.size()));
            Outcome refused = Outcome.of(arguments.toArray(String[]::new));
            assertThat(refused.code()).as("%s", each).isEqualTo(2);
            assertThat(refused.err()).contains(each.getFirst());
        }
    }

    @Test
    void infoNamesPluginsThatCannotBeLoaded() throws IOException {
        Path broken = file("broken.jar", "no jar");

        Outcome info = ok("info", "--plugins", broken.toString());

        assertThat(info.err())
                .contains("lanewise: plug-in left out: ", broken.getFileName().toString());
        assertThat(info.out()).contains("regularizers:");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() throws IOException {
        Path data = file("mark.csv", "\uFEFF" + flowers(',', 100));
        ok("train", "--data", data.toString(), "--target", "long", "--epochs", "1", "--hidden", "4");
    }

    @Test
    void tabsMayStandInAFileOfAnyName() throws IOException {
        Path data = file("tabs.csv", flowers('\t', 100));
        Outcome info = Outcome.of("info", "--data", data.toString(), "--target", "kind");
        assertThat(info.code()).as(info.err()).isZero();
    }
}

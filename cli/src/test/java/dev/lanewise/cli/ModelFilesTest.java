package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in the files of other programs, and files that are no models. */
class ModelFilesTest {
    @TempDir
    static Path temporary;

    private static String data;
    private static String model;
    private static Map<String, Tensor> tensors;

    @BeforeAll
    static void makeAModel() throws IOException {
        data = TinyData.write(temporary.resolve("data")).toString();
        Path run = temporary.resolve("run");
        Outcome.of("--data", data, "--hidden", "16", "--epochs", "2", "--batch-size", "16", "--out", run.toString());
        model = run.resolve("model.safetensors").toString();
        tensors = Safetensors.read(Path.of(model)).tensors();
    }

    private static JsonObject evaluation(String... args) throws JsonParserException {
        Outcome outcome = Outcome.of(args);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.object().from(outcome.out());
    }

    private static String write(String name, Map<String, Tensor> contents) throws IOException {
        Path file = temporary.resolve(name);
        Safetensors.write(file, new Contents(contents, Map.of()));
        return file.toString();
    }

    @Test
    void anExportedModelIsEvaluatedAsTheRunItIsFrom() throws JsonParserException {
        String exported = temporary.resolve("exported.onnx").toString();
        Outcome export = Outcome.of("export", model, exported);
        assertThat(export.code()).isZero();
        assertThat(export.out()).contains("Wrote " + exported);
        JsonObject expected = evaluation("evaluate", model, "--json");
        JsonObject actual = evaluation("evaluate", exported, "--json");
        for (String figure : new String[] {"loss", "accuracy", "weights_sha256", "classes"}) {
            assertThat(actual.get(figure)).as(figure).isEqualTo(expected.get(figure));
        }
        String images = data + "/t10k-images-idx3-ubyte";
        assertThat(Outcome.of("predict", exported, images).out())
                .isEqualTo(Outcome.of("predict", model, images).out());
    }

    @Test
    void exportSaysWhatItWroteAsJson() throws JsonParserException {
        String exported = temporary.resolve("json.onnx").toString();
        JsonObject event = evaluation("export", model, exported, "--json");
        assertThat(event.getString("event")).isEqualTo("export");
        assertThat(event.getString("file")).isEqualTo(exported);
        assertThat(event.getString("weights_sha256"))
                .isEqualTo(
                        ModelFile.weightsSha256(ModelFile.load(Path.of(model)).net()));
    }

    @Test
    void exportRefusesWhatItCannotWrite() throws IOException {
        isRefused(Outcome.of("export", model, "model.pt"), 2, "must end in .onnx, but is model.pt");
        isRefused(Outcome.of("export", model), 2, "FILE");
        isRefused(
                Outcome.of("export", model, temporary + "/no/model.onnx"),
                7,
                "no such folder); make room or name another file");
        isRefused(Outcome.of("export", temporary + "/no.onnx", "model.onnx"), 4, "does not exist");
        Path folder = Files.createDirectory(temporary.resolve("folder.onnx"));
        isRefused(
                Outcome.of("export", model, folder.toString(), "--overwrite"), 7, folder + " is a folder; name a file");
    }

    @Test
    void exportReplacesAFileOnlyIfToldTo() throws IOException {
        Path file = Files.writeString(temporary.resolve("earlier.onnx"), "somebody's");
        isRefused(Outcome.of("export", model, file.toString()), 7, file + " is there already", "--overwrite");
        assertThat(file).hasContent("somebody's");
        assertThat(Outcome.of("export", model, file.toString(), "--overwrite").code())
                .isZero();
        assertThat(Outcome.of("evaluate", file.toString(), "--data", data).code())
                .isZero();
    }

    @Test
    void exportSaysWhatGraphsOfTablesTakeAndGive() {
        assertThat(Outcome.of("export", "--help").words())
                .contains("features of a table", "'values', [batch, targets]");
    }

    @Test
    void weightsOfPyTorchAreEvaluatedAlike() throws IOException, JsonParserException {
        Map<String, Tensor> transposed = new LinkedHashMap<>();
        for (int l = 0; l < 2; l++) {
            transposed.put(2 * l + ".weight", transposed(tensors.get("layers." + l + ".weight")));
            transposed.put(2 * l + ".bias", tensors.get("layers." + l + ".bias"));
        }
        String file = write("pytorch.safetensors", transposed);
        JsonObject expected = evaluation("evaluate", model, "--json");
        assertThat(evaluation("evaluate", file, "--data", data, "--json").getString("weights_sha256"))
                .isEqualTo(expected.getString("weights_sha256"));
        assertThat(evaluation("evaluate", file, "--data", data, "--layout", "pytorch", "--json")
                        .getDouble("loss"))
                .isEqualTo(expected.getDouble("loss"));
        isRefused(
                Outcome.of("evaluate", file, "--data", data, "--layout", "lanewise"), 4, "is transposed in the layout");
        isRefused(Outcome.of("evaluate", file, "--data", data, "--layout", "keras"), 2, "[LANEWISE, PYTORCH]");
    }

    private static Tensor transposed(Tensor tensor) {
        int inputs = (int) tensor.shape()[0];
        int units = (int) tensor.shape()[1];
        float[] out = new float[inputs * units];
        for (int at = 0; at < out.length; at++) {
            out[at] = tensor.data()[at % inputs * units + at / inputs];
        }
        return new Tensor(new long[] {units, inputs}, out);
    }

    @Test
    void aModelThatLeavesOutLayersIsRefused() throws IOException {
        Map<String, Tensor> gaps = new LinkedHashMap<>();
        Sequential net = Sequential.mlp(new int[] {16, 12}, TinyData.CLASSES);
        net.initialise(TinyData.SIDE * TinyData.SIDE, 1);
        ModelFile.tensors(net).forEach((name, tensor) -> gaps.put(every2nd(name), tensor));
        isRefused(
                Outcome.of("evaluate", write("gaps.safetensors", gaps), "--data", data),
                4,
                "lacks layers by the numbers in its names: 'layers.1', 'layers.3'");
    }

    /** layers.1.weight becomes layers.2.weight. */
    private static String every2nd(String name) {
        int layer = name.charAt("layers.".length()) - '0';
        return "layers." + 2 * layer + name.substring("layers.0".length());
    }

    @Test
    void aModelWithoutAnyNumberToComputeWithIsRefused() throws IOException {
        Map<String, Tensor> bad = new LinkedHashMap<>(tensors);
        bad.put("layers.1.bias", new Tensor(new long[] {4}, new float[] {1, Float.NaN, 1, 1}));
        String file = write("nan.safetensors", bad);
        isRefused(Outcome.of("evaluate", file, "--data", data), 4, "has NaN in the tensor 'layers.1.bias'");
    }

    @Test
    void aModelWithTensorsOfOtherLayersIsRefused() throws IOException {
        Map<String, Tensor> more = new LinkedHashMap<>(tensors);
        more.put("conv.weight", new Tensor(new long[] {1, 1, 1}, new float[1]));
        isRefused(Outcome.of("evaluate", write("more.safetensors", more)), 4, "'conv.weight'", "no dense layer");
    }

    @Test
    void filesOfOtherProgramsAreNamed() throws IOException {
        Path pickle = Files.writeString(temporary.resolve("model.pt"), "PK\003\004 and what follows");
        isRefused(
                Outcome.of("evaluate", pickle.toString()), 4, "is a pickle of PyTorch", "safetensors.torch.save_file");
        Path text = Files.writeString(temporary.resolve("text.onnx"), "this is no model");
        isRefused(Outcome.of("evaluate", text.toString()), 4, "no ONNX model");
    }

    private static void isRefused(Outcome outcome, int code, String... words) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.err()).contains(words).doesNotContain("Exception", "\tat ");
        assertThat(outcome.err().strip().lines()).hasSize(1);
    }
}

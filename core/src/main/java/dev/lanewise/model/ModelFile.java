package dev.lanewise.model;

import dev.lanewise.data.Standardization;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.model.onnx.OnnxException;
import dev.lanewise.model.onnx.OnnxExport;
import dev.lanewise.model.onnx.OnnxImport;
import dev.lanewise.model.onnx.OnnxNetwork;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trained networks as safetensors files: {@code layers.0.weight} [inputs][units], {@code layers.0.bias} [units], and so on, the
 * output layer last. Where a layer is normalised, they are numbered as {@code torch.nn.Sequential} numbers modules: weights and
 * biases, the normalisation's {@code weight} and {@code bias} [units], the activation function, the next weights. The metadata
 * names activation functions and the loss; where it does not, hidden layers are ReLU and outputs are classes. Read are those of
 * PyTorch too, and ONNX graphs, which are also written.
 */
public final class ModelFile {
    /** What keys of metadata begin with, so that files of other programs can be told from ours. */
    private static final String OURS = "lanewise.";

    private static final String ACTIVATIONS = OURS + "activations";
    private static final String LOSS = OURS + "loss";
    private static final String INPUT = OURS + "input";

    /** What the names of a checkpoint's other tensors begin with. */
    private static final String OPTIMIZER = "optimizer.";

    /** What the names of the parameters of its best epoch begin with. */
    public static final String BEST = "best.";

    /** What the names of what regularizers keep begin with. */
    private static final String REGULARIZER = "regularizer.";

    /** What the names of the weights that training goes on from begin with, where a checkpoint's parameters are an average of those. */
    public static final String TRAINED = "trained.";

    /** What only checkpoints have. */
    private static final List<String> CHECKPOINT = List.of(OPTIMIZER, BEST, TRAINED);

    /** What the names of means and deviations begin with. */
    private static final String STANDARDIZATION = "standardization.";

    private static final String INPUTS = STANDARDIZATION + "inputs";
    private static final String TARGETS = STANDARDIZATION + "targets";

    /** A network and what was written beside it. */
    public record Model(Sequential net, Map<String, String> metadata) {}

    private ModelFile() {}

    /**
     * Writes a network, whole or not at all.
     *
     * @throws IllegalStateException if the network has no parameters
     * @throws IllegalArgumentException if {@link #load} would not read it: it has numbers that are not finite, or an activation
     *     function or a loss that files cannot name
     * @throws IOException if the file cannot be written; an earlier one is then untouched
     */
    public static void save(Path file, Sequential net, Map<String, String> metadata) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(metadata, "metadata");
        requireReadable(net);
        Map<String, String> all = new HashMap<>(metadata);
        all.put(
                ACTIVATIONS,
                net.dense().stream().map(each -> each.activation().name()).collect(Collectors.joining(",")));
        all.put(LOSS, net.loss().name());
        Safetensors.write(file, new Contents(tensors(net), all));
    }

    /** What is refused when it is read is better refused while the network is still there. */
    private static void requireReadable(Sequential net) {
        for (Dense each : net.dense()) {
            if (!Activation.ALL.contains(each.activation())) {
                throw new IllegalArgumentException("model files cannot name the activation function "
                        + each.activation().name() + ", only " + Activation.ALL
                        + "; keep the weights that Sequential.parameters gives");
            }
        }
        try {
            Loss.parse(net.loss().name());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "model files cannot name the loss " + net.loss().name()
                            + "; save the network with one that they can, as by net.loss(Loss.meanSquaredError())",
                    e);
        }
        net.requireFinite();
    }

    /** All tensors of a model file. */
    public static Map<String, Tensor> tensors(Sequential net) {
        Map<String, Tensor> out = new LinkedHashMap<>(parameters(net));
        net.inputStandardization().ifPresent(each -> put(out, INPUTS, each));
        net.targetStandardization().ifPresent(each -> put(out, TARGETS, each));
        return out;
    }

    /** Those that are trained, and what regularizers kept and learned. */
    public static Map<String, Tensor> parameters(Sequential net) {
        Map<String, Tensor> out = new LinkedHashMap<>();
        for (int l = 0; l < net.parameters().size(); l++) {
            DenseParameters each = net.parameters().get(l);
            List<String> names = names(net, l);
            out.put(names.get(0), new Tensor(new long[] {each.inputs(), each.units()}, each.weights()));
            out.put(names.get(1), new Tensor(new long[] {each.units()}, each.bias()));
            each.layerNorm().ifPresent(norm -> {
                out.put(names.get(2), new Tensor(new long[] {each.units()}, norm.gamma()));
                out.put(names.get(3), new Tensor(new long[] {each.units()}, norm.beta()));
            });
        }
        net.regularizerState()
                .forEach((name, values) -> out.put(name, new Tensor(new long[] {values.length}, values.clone())));
        return out;
    }

    private static void put(Map<String, Tensor> out, String name, Standardization each) {
        out.put(name + ".mean", new Tensor(new long[] {each.width()}, each.mean()));
        out.put(name + ".deviation", new Tensor(new long[] {each.width()}, each.deviation()));
    }

    /** Takes a standardization out of the tensors; null if there is none. */
    private static Standardization take(Map<String, Tensor> tensors, String name) {
        Tensor mean = tensors.remove(name + ".mean");
        Tensor deviation = tensors.remove(name + ".deviation");
        if (mean == null && deviation == null) {
            return null;
        }
        if (mean == null || deviation == null) {
            throw new IllegalArgumentException("there is no '" + name + (mean == null ? ".mean'" : ".deviation'"));
        }
        return new Standardization(mean.data(), deviation.data());
    }

    /** What the tensors of a dense layer are called: weights and biases, then factors and what is added if it is normalised. */
    public static List<String> names(Sequential net, int layer) {
        int number = layer;
        if (net.dense().stream().anyMatch(Dense::layerNorm)) {
            number = net.dense().stream()
                    .limit(layer)
                    .mapToInt(each -> each.layerNorm() ? 3 : 2)
                    .sum();
        }
        List<String> own = names(number);
        return net.dense().get(layer).layerNorm()
                ? Stream.of(own, names(number + 1)).flatMap(List::stream).toList()
                : own;
    }

    private static List<String> names(int module) {
        return List.of("layers." + module + ".weight", "layers." + module + ".bias");
    }

    /**
     * Reads a network from safetensors, of lanewise or PyTorch, or from ONNX.
     *
     * @throws ModelFileException if the file is missing, cut short, or holds anything but one network of dense layers
     */
    public static Model load(Path file) {
        return load(file, null);
    }

    /**
     * Reads a network whose weights are this way round.
     *
     * @param layout null to find it by the weights' shapes; without effect on ONNX, which says it itself
     * @throws ModelFileException if the file is missing, cut short, or holds anything but one network of dense layers
     */
    public static Model load(Path file, Layout layout) {
        Objects.requireNonNull(file, "file");
        return switch (WholeFile.read(file, in -> ModelFormat.of(file, in))) {
            case SAFETENSORS -> named(file, Safetensors.read(file), layout);
            case ONNX -> WholeFile.read(file, in -> onnx(file, in));
        };
    }

    private static Model named(Path file, Contents contents, Layout layout) {
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        String activations = metadata.remove(ACTIVATIONS);
        String loss = metadata.remove(LOSS);
        boolean ours = contents.metadata().keySet().stream().anyMatch(key -> key.startsWith(OURS));
        Map<String, Tensor> tensors = new LinkedHashMap<>(contents.tensors());
        if (ours) {
            tensors.keySet().removeIf(name -> CHECKPOINT.stream().anyMatch(name::startsWith));
        }
        Map<String, Tensor> standardizations = ours ? takeAll(tensors, STANDARDIZATION) : new HashMap<>();
        Map<String, Tensor> regularizers = ours ? takeAll(tensors, REGULARIZER) : Map.of();
        LayerChain chain = LayerChain.of(file, NamedLayers.of(file, tensors), layout, ours ? Layout.LANEWISE : null);
        Sequential net =
                chain.network(activations(file, activations, chain.layers().size()));
        regularizers.forEach((name, tensor) -> net.regularizerState().put(name, tensor.data()));
        return new Model(standardized(file, withLoss(file, net, loss), standardizations), metadata);
    }

    /** Takes the tensors whose names begin so out of the others. */
    private static Map<String, Tensor> takeAll(Map<String, Tensor> tensors, String begin) {
        Map<String, Tensor> out = new HashMap<>(tensors);
        out.keySet().removeIf(name -> !name.startsWith(begin));
        tensors.keySet().removeAll(out.keySet());
        return out;
    }

    private static Sequential standardized(Path file, OnnxNetwork network) {
        try {
            return OnnxInput.standardized(network);
        } catch (IllegalArgumentException e) {
            throw misfit(file, e);
        }
    }

    private static Sequential standardized(Path file, Sequential net, Map<String, Tensor> tensors) {
        try {
            Sequential out = net.standardized(take(tensors, INPUTS), take(tensors, TARGETS));
            if (!tensors.isEmpty()) {
                throw new IllegalArgumentException("nothing is standardised by '"
                        + tensors.keySet().iterator().next() + "'");
            }
            return out;
        } catch (IllegalArgumentException e) {
            throw misfit(file, e);
        }
    }

    private static ModelFileException misfit(Path file, IllegalArgumentException e) {
        return new ModelFileException(
                file, "has a standardization that does not fit: " + e.getMessage() + "; write or copy it again");
    }

    /** With the loss that a file names, or the one that goes with the outputs: a softmax over one would always be 1. */
    private static Sequential withLoss(Path file, Sequential net, String loss) {
        if (loss == null) {
            boolean always1 = net.classes() == 1 && net.loss().predicts() == Loss.Predicts.CLASSES;
            return always1 ? net.loss(Loss.meanSquaredError()) : net;
        }
        try {
            return net.loss(Loss.parse(loss));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(
                    file,
                    "names the loss '" + loss + "', but " + e.getMessage()
                            + "; use the version of lanewise that wrote it");
        }
    }

    private static List<Activation> activations(Path file, String words, int layers) {
        if (words == null) {
            return IntStream.range(0, layers)
                    .mapToObj(l -> l < layers - 1 ? Activation.RELU : Activation.IDENTITY)
                    .toList();
        }
        List<Activation> out = Arrays.stream(words.split(",", -1))
                .map(word -> activation(file, word))
                .toList();
        if (out.size() != layers || out.getLast() != Activation.IDENTITY) {
            throw new ModelFileException(
                    file,
                    "names the activation functions " + words + " for " + layers
                            + " layers, the last of which has none; write or copy it again");
        }
        return out;
    }

    private static Activation activation(Path file, String word) {
        for (Activation each : Activation.ALL) {
            if (each.name().equals(word)) {
                return each;
            }
        }
        throw new ModelFileException(
                file,
                "names the activation function '" + word + "', which is none of " + Activation.ALL
                        + "; use the version of lanewise that wrote it");
    }

    private static Model onnx(Path file, FileChannel in) throws IOException {
        if (in.size() > Integer.MAX_VALUE) {
            throw new ModelFileException(file, "is larger than 2 GB, which ONNX files are not; copy it again");
        }
        try (Arena arena = Arena.ofConfined()) {
            OnnxNetwork network = OnnxImport.read(
                    in.map(MapMode.READ_ONLY, 0, in.size(), arena).asByteBuffer());
            Map<String, String> metadata = new LinkedHashMap<>(network.metadata());
            String loss = metadata.remove(LOSS);
            String input = metadata.remove(INPUT);
            boolean features = input == null ? network.isOfColumns() : input.equals(OnnxInput.FEATURES.name());
            Sequential net = features ? standardized(file, network) : ScaledInput.takenIn(network);
            return new Model(withLoss(file, net, loss), metadata);
        } catch (OnnxException e) {
            throw new ModelFileException(file, e.getMessage());
        }
    }

    /**
     * Writes a network as an ONNX graph, whole or not at all. The graph is given pixels as 0…255, or features in their own units,
     * and gives logits and probabilities, or values in their own units.
     *
     * @throws IllegalStateException if the network has no parameters
     * @throws IllegalArgumentException if {@link #load} would not read it, as in {@link #save}
     * @throws IOException if the file cannot be written; an earlier one is then untouched
     */
    public static void exportOnnx(Path file, Sequential net, OnnxInput input, Map<String, String> metadata)
            throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(metadata, "metadata");
        requireReadable(net);
        Map<String, String> all = new HashMap<>(metadata);
        all.put(LOSS, net.loss().name());
        all.put(INPUT, input.name());
        byte[] bytes = OnnxExport.toBytes(input.network(net, all), input.describe());
        WholeFile.write(file, out -> WholeFile.writeFully(out, ByteBuffer.wrap(bytes)));
    }

    /**
     * Sets what {@link #parameters} gives, from tensors whose names have something before.
     *
     * @throws IllegalArgumentException if a tensor has another size
     * @throws NullPointerException if one is missing
     */
    public static void setParameters(Sequential net, Map<String, Tensor> tensors, String before) {
        net.regularizerState().forEach((name, values) -> copy(tensors.get(before + name), values));
        for (int l = 0; l < net.parameters().size(); l++) {
            DenseParameters each = net.parameters().get(l);
            List<float[]> values = names(net, l).stream()
                    .map(name -> tensors.get(before + name).data())
                    .toList();
            each.set(values.get(0), values.get(1));
            each.layerNorm().ifPresent(norm -> norm.set(values.get(2), values.get(3)));
        }
    }

    /** Copies a tensor to numbers that there must be as many of. */
    public static void copy(Tensor from, float[] to) {
        if (from.data().length != to.length) {
            throw new IllegalArgumentException("other length");
        }
        System.arraycopy(from.data(), 0, to, 0, to.length);
    }

    /**
     * SHA-256, in hexadecimal, over all parameters in layer order: weights row-major [inputs][units], then biases, then the
     * normalisation's factors and what it adds, if there is one, as little-endian float32; then over what regularizers kept and learned, in the order of names.
     */
    public static String weightsSha256(Sequential net) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
        for (DenseParameters each : net.parameters()) {
            update(digest, each.weights());
            update(digest, each.bias());
            each.layerNorm().ifPresent(norm -> {
                update(digest, norm.gamma());
                update(digest, norm.beta());
            });
        }
        net.regularizerState().values().forEach(each -> update(digest, each));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}

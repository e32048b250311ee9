// Dropout from scratch: a network of the lecture's shape in loops over float[], nothing else.
//
//     java docs/lecture/FromScratch.java [DATA [IMAGES [EPOCHS [UNITS [SIGMA]]]]]
//
// JDK 25 runs this file as it is. DATA is a folder with the four IDX files of Fashion-MNIST (default: where Lanewise or Debian
// puts them), IMAGES how many training images to use (0 for all), UNITS the width of both hidden layers. Defaults: . 0 10 256, where
// "." stands for those places. With SIGMA nothing is dropped; the weights get noise of that standard deviation in each step instead.

/** The lecture's recipe. */
final double[] drop = {0.2, 0.5};
final float learningRate = 0.5f;
final int batch = 256;
final double sigma = 0.01;
final long seed = 42;

/** The layers, from the images to the classes, and their parameters: weights [input][unit], row after row, and biases [unit]. */
int[] units;
float[][] weights;
float[][] biases;

/** The weights that a step is computed with: those above, perhaps with noise. */
float[][] used;

/** The standard deviation of that noise; NaN for dropout instead. */
double weightNoise;

/** How many training steps were taken. */
long step;

void main(String[] arguments) throws Exception {
    Path folder = arguments.length > 0 && !arguments[0].equals(".") ? Path.of(arguments[0]) : found();
    if (!isData(folder)) {
        throw wrong("there is no train-images-idx3-ubyte in " + folder + "; give a folder with the four files");
    }
    int limit = number(arguments, 1, 0);
    int epochs = number(arguments, 2, 10);
    int hidden = number(arguments, 3, 256);
    weightNoise = arguments.length > 4 ? Double.parseDouble(arguments[4]) : Double.NaN;
    Images train = Images.read(folder, "train", limit);
    Images test = Images.read(folder, "t10k", 0);
    showDropout();
    initialise(train.pixels(), hidden, hidden, train.classes());

    IO.println("             training             test");
    IO.println("epoch      loss  accuracy     loss  accuracy   seconds");
    List<double[]> curves = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        double[] seen = trainEpoch(train, epoch);
        double seconds = (System.nanoTime() - start) * 1e-9;
        double[] tested = evaluate(test, test.count());
        curves.add(new double[] {seen[1], evaluate(train, 10_000)[1], tested[1]});
        IO.println(String.format(Locale.ROOT, "%5d    %6.4f   %5.2f %%   %6.4f   %5.2f %% %10.2f",
                epoch + 1, seen[0], 100 * seen[1], tested[0], 100 * tested[1], seconds));
    }
    showCurves(curves);
    IO.println("SHA-256 of the weights: " + sha256());
}

// ---- Dropout ------------------------------------------------------------------------------------------------------------

/** h' = 0 with probability p, else h / (1 - p): the mean stays what it was, E[h'] = p · 0 + (1 - p) · h / (1 - p) = h. */
float[] dropout(float[] x, double p, SplittableRandom random) {
    float[] y = x.clone();
    multiply(y, mask(x.length, p, random));
    return y;
}

/** What dropout multiplies each value by. It is kept for the way back: dh'/dh = mask. */
float[] mask(int n, double p, SplittableRandom random) {
    float[] mask = new float[n];
    if (p == 1) {
        return mask; // everything is dropped, and nothing is divided by 0
    }
    Arrays.fill(mask, 1);
    if (p == 0) {
        return mask; // nothing is
    }
    long threshold = Math.round(p * (1L << 32));
    long bits = 0;
    for (int e = 0; e < n; e++) {
        bits = e % 2 == 0 ? random.nextLong() : bits >>> 32; // a long serves two values
        mask[e] = (bits & 0xFFFFFFFFL) < threshold ? 0 : (float) (1 / (1 - p));
    }
    return mask;
}

void multiply(float[] x, float[] mask) {
    for (int i = 0; i < x.length; i++) {
        x[i] *= mask[i];
    }
}

void showDropout() {
    float[] arange = new float[16];
    for (int i = 0; i < arange.length; i++) {
        arange[i] = i;
    }
    for (double p : new double[] {0, 0.5, 1}) {
        IO.println("dropout(arange(16), " + p + ") = " + Arrays.toString(dropout(arange, p, new SplittableRandom(seed))));
    }
    IO.println();
}

// ---- The network --------------------------------------------------------------------------------------------------------

/** W ~ N(0, sigma²) by the Box–Muller transform, b = 0. */
void initialise(int... layers) {
    units = layers;
    weights = new float[layers.length - 1][];
    biases = new float[layers.length - 1][];
    for (int l = 0; l < weights.length; l++) {
        SplittableRandom random = stream(-3, l);
        weights[l] = new float[layers[l] * layers[l + 1]];
        biases[l] = new float[layers[l + 1]];
        for (int i = 0; i < weights[l].length; i++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
            weights[l][i] = (float) (sigma * radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble()));
        }
    }
}

/** z = x W + b for each row. Zeros, of which images are half and hidden layers more, add nothing. */
float[] dense(float[] x, int rows, int l) {
    int in = units[l];
    int out = units[l + 1];
    float[] z = new float[rows * out];
    for (int i = 0; i < rows; i++) {
        System.arraycopy(biases[l], 0, z, i * out, out);
        for (int k = 0; k < in; k++) {
            addTimes(x[i * in + k], used[l], k * out, z, i * out, out);
        }
    }
    return z;
}

/** y += factor · x for n values. */
static void addTimes(float factor, float[] x, int from, float[] y, int to, int n) {
    if (factor != 0) {
        for (int j = 0; j < n; j++) {
            y[to + j] = Math.fma(factor, x[from + j], y[to + j]);
        }
    }
}

/** h = max(z, 0). */
void relu(float[] z) {
    for (int i = 0; i < z.length; i++) {
        z[i] = Math.max(z[i], 0);
    }
}

/** The outputs in inference, where nothing is dropped and nothing need be scaled. */
float[] outputs(float[] x, int rows) {
    for (int l = 0; l < weights.length; l++) {
        x = dense(x, rows, l);
        if (l < weights.length - 1) {
            relu(x);
        }
    }
    return x;
}

// ---- Training -----------------------------------------------------------------------------------------------------------

/** Mean loss and share of hits as seen in training. */
double[] trainEpoch(Images data, int epoch) {
    int[] order = shuffled(data.count(), epoch);
    double loss = 0;
    int hits = 0;
    for (int from = 0; from < order.length; from += batch) {
        int rows = Math.min(batch, order.length - from);
        double[] sums = trainStep(data.rows(order, from, rows), data.labels(order, from, rows), rows);
        loss += sums[0];
        hits += (int) sums[1];
    }
    return new double[] {loss / data.count(), (double) hits / data.count()};
}

/** One step of gradient descent; the sums of losses and of hits. */
double[] trainStep(float[] x, int[] labels, int rows) {
    int layers = weights.length;
    float[][] h = new float[layers + 1][]; // what goes into each layer
    float[][] masks = new float[layers][];
    h[0] = x;
    used = Double.isNaN(weightNoise) ? weights : noisyWeights();
    for (int l = 0; l < layers; l++) {
        h[l + 1] = dense(h[l], rows, l);
        if (l < layers - 1) {
            relu(h[l + 1]);
            double p = Double.isNaN(weightNoise) ? drop[l] : 0;
            masks[l] = mask(h[l + 1].length, p, stream(l, step)); // dropout comes after the activation
            multiply(h[l + 1], masks[l]);
        }
    }
    float[] g = h[layers];
    double[] sums = softmaxCrossEntropy(g, labels, rows); // turns the outputs into their gradients
    for (int l = layers - 1; l >= 0; l--) {
        float[] below = l > 0 ? gradientBelow(g, rows, h[l], masks[l - 1], l) : null;
        update(l, h[l], g, rows);
        g = below;
    }
    step++;
    return sums;
}

/** W + n, n ~ N(0, sigma²), new in each step. The gradient is taken there, and the weights without noise go against it. */
float[][] noisyWeights() {
    float[][] noisy = new float[weights.length][];
    for (int l = 0; l < weights.length; l++) {
        SplittableRandom random = stream(l, step);
        noisy[l] = weights[l].clone();
        for (int i = 0; i < noisy[l].length && weightNoise > 0; i++) {
            noisy[l][i] += (float) (weightNoise * random.nextGaussian());
        }
    }
    return noisy;
}

/** Loss -log softmax(z)[label]; its gradient by z is softmax(z) - onehot(label). */
double[] softmaxCrossEntropy(float[] z, int[] labels, int rows) {
    int classes = z.length / rows;
    double loss = 0;
    int hits = 0;
    float[] e = new float[classes];
    for (int i = 0; i < rows; i++) {
        int at = i * classes;
        int greatest = greatest(z, at, classes);
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            e[c] = exp(z[at + c] - z[at + greatest]); // the greatest taken off, none overflows
            sum += e[c];
        }
        loss += StrictMath.log(sum) + z[at + greatest] - z[at + labels[i]];
        hits += greatest == labels[i] ? 1 : 0;
        for (int c = 0; c < classes; c++) {
            z[at + c] = Math.fma(e[c], 1 / sum, c == labels[i] ? -1 : -0f);
        }
    }
    return new double[] {loss, hits};
}

static int greatest(float[] z, int at, int n) {
    int best = 0;
    for (int c = 1; c < n; c++) {
        best = z[at + c] > z[at + best] ? c : best;
    }
    return best;
}

/** Back through W, dropout and ReLU: g Wᵀ, times the mask, where h > 0. A value that was dropped is 0, and so is its gradient. */
float[] gradientBelow(float[] g, int rows, float[] h, float[] mask, int l) {
    int in = units[l];
    int out = units[l + 1];
    float[] transposed = new float[in * out];
    for (int k = 0; k < in; k++) {
        for (int j = 0; j < out; j++) {
            transposed[j * in + k] = used[l][k * out + j];
        }
    }
    float[] below = new float[rows * in];
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < out; j++) {
            addTimes(g[i * out + j], transposed, j * in, below, i * in, in);
        }
    }
    for (int i = 0; i < below.length; i++) {
        below[i] = h[i] > 0 ? below[i] * mask[i] : 0;
    }
    return below;
}

/** W -= rate · xᵀ g / rows, b -= rate · Σ g / rows. */
void update(int l, float[] x, float[] g, int rows) {
    int in = units[l];
    int out = units[l + 1];
    float[] gradient = new float[in * out];
    float[] sums = new float[out];
    for (int i = 0; i < rows; i++) {
        for (int k = 0; k < in; k++) {
            addTimes(x[i * in + k], g, i * out, gradient, k * out, out);
        }
        addTimes(1, g, i * out, sums, 0, out);
    }
    float rate = learningRate * (1f / rows);
    addTimes(-rate, gradient, 0, weights[l], 0, in * out);
    addTimes(-rate, sums, 0, biases[l], 0, out);
}

/** Mean loss and accuracy in inference, of so many images at most. */
double[] evaluate(Images data, int most) {
    double loss = 0;
    double hits = 0;
    used = weights;
    int[] order = new int[Math.min(data.count(), most)];
    Arrays.setAll(order, i -> i);
    for (int from = 0; from < order.length; from += batch) {
        int rows = Math.min(batch, order.length - from);
        double[] sums = softmaxCrossEntropy(outputs(data.rows(order, from, rows), rows), data.labels(order, from, rows), rows);
        loss += sums[0];
        hits += sums[1];
    }
    return new double[] {loss / order.length, hits / order.length};
}

// ---- Random numbers and exp, as the library has them, so that both give the same bits ---------------------------------------

/** Layer 0, 1, … and step address a mask; layer -2 and epoch an order of images; layer -3 and layer initial weights. */
SplittableRandom stream(int layer, long position) {
    return new SplittableRandom(hash(hash(hash(seed) + layer) + position));
}

static long hash(long x) {
    return new SplittableRandom(x).nextLong();
}

int[] shuffled(int n, int epoch) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = stream(-2, epoch);
    for (int i = n - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
    }
    return order;
}

/** eˣ for x ≤ 0 as 2ⁿ eʳ, eʳ = 1 + r + r² Q(r) with the coefficients of Cephes; the JDK's differs in its last bit by machine. */
static float exp(float x) {
    if (x < -87) {
        return 0;
    }
    float n = Math.fma(x, 1.44269504f, 12582912f) - 12582912f; // rounds to a whole number
    float r = Math.fma(n, 2.12194440e-4f, Math.fma(n, -0.693359375f, x));
    float q = 1.9875691500e-4f;
    for (float c : new float[] {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f}) {
        q = Math.fma(q, r, c);
    }
    return (Math.fma(q, r * r, r) + 1) * Float.intBitsToFloat((int) n + 127 << 23);
}

// ---- Data and display -----------------------------------------------------------------------------------------------------

/** Grey images, a byte a pixel, and their labels. */
record Images(byte[] bytes, byte[] classOf, int count, int pixels, int classes) {
    static Images read(Path folder, String part, int limit) throws IOException {
        ByteBuffer images = ByteBuffer.wrap(file(folder, part + "-images-idx3-ubyte"));
        ByteBuffer labels = ByteBuffer.wrap(file(folder, part + "-labels-idx1-ubyte"));
        int all = images.getInt(4);
        int pixels = images.getInt(8) * images.getInt(12);
        byte[] bytes = Arrays.copyOfRange(images.array(), 16, 16 + all * pixels);
        byte[] classOf = Arrays.copyOfRange(labels.array(), 8, 8 + all);
        int classes = 0;
        for (byte each : classOf) {
            classes = Math.max(classes, each + 1);
        }
        return new Images(bytes, classOf, limit > 0 ? Math.min(limit, all) : all, pixels, classes);
    }

    private static byte[] file(Path folder, String name) throws IOException {
        Path plain = folder.resolve(name);
        if (Files.exists(plain)) {
            return Files.readAllBytes(plain);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".gz")))) {
            return in.readAllBytes();
        }
    }

    /** Pixels as 0…1. */
    float[] rows(int[] order, int from, int rows) {
        float[] x = new float[rows * pixels];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < pixels; k++) {
                x[i * pixels + k] = (bytes[order[from + i] * pixels + k] & 0xFF) * (1 / 255f);
            }
        }
        return x;
    }

    int[] labels(int[] order, int from, int rows) {
        int[] out = new int[rows];
        Arrays.setAll(out, i -> classOf[order[from + i]]);
        return out;
    }
}

/** The first folder that has the data set, of those where Lanewise and Debian put it. */
Path found() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    String cache = environment.getOrDefault("LANEWISE_CACHE", home + "/lanewise") + "/fashion-mnist";
    List<String> folders = new ArrayList<>(List.of(cache));
    for (String each : environment.getOrDefault("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")) {
        folders.add(each + "/datasets/fashion-mnist");
    }
    for (String each : folders) {
        if (isData(Path.of(each))) {
            return Path.of(each);
        }
    }
    throw wrong("there is no Fashion-MNIST in " + String.join(", ", folders)
            + "; have it fetched once with: java -jar cli.jar --epochs 1");
}

static boolean isData(Path folder) {
    String first = "train-images-idx3-ubyte";
    return Files.exists(folder.resolve(first)) || Files.exists(folder.resolve(first + ".gz"));
}

static int number(String[] arguments, int index, int otherwise) {
    try {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    } catch (NumberFormatException e) {
        throw wrong("'" + arguments[index] + "' is no whole number; give DATA IMAGES EPOCHS UNITS, as in . 0 10 256");
    }
}

/** Says what is wrong in a sentence, and ends. */
static Error wrong(String sentence) {
    System.err.println("FromScratch: " + sentence);
    System.exit(2);
    return new Error(sentence);
}

/** Accuracy over the epochs: s as seen in training, with dropout; r on training images without; t on test images. */
void showCurves(List<double[]> curves) {
    double low = curves.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
    double high = curves.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    int rows = 12;
    IO.println("\nAccuracy: s seen in training, r training images (10,000 at most) without noise, t test images");
    for (int row = rows; row >= 0; row--) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%6.2f %% |", 100 * (low + row * (high - low) / rows)));
        for (double[] each : curves) {
            String cell = "   ";
            for (int c = 0; c < 3; c++) {
                if (Math.round(rows * (each[c] - low) / (high - low)) == row) {
                    cell = cell.substring(0, c) + "srt".charAt(c) + cell.substring(c + 1);
                }
            }
            line.append(cell).append(' ');
        }
        IO.println(line.toString().stripTrailing());
    }
    IO.println(" ".repeat(9) + "+" + "----".repeat(curves.size()));
}

/** By which the library's run.json knows the same weights. */
String sha256() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int l = 0; l < weights.length; l++) {
        for (float[] each : List.of(weights[l], biases[l])) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * each.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(each);
            digest.update(bytes);
        }
    }
    return HexFormat.of().formatHex(digest.digest());
}

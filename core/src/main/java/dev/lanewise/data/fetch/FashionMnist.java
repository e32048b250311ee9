package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Fashion-MNIST: 60,000 training and 10,000 test images of 28 x 28 pixels in 10 classes of clothing.
 *
 * <p>Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
 * Algorithms", arXiv:1708.07747, 2017.
 */
public final class FashionMnist {
    /** The names of classes 0 … 9. */
    public static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {}

    /**
     * Finds the data set in the cache or where Debian installs it, or fetches it into the cache; see {@link DataFinder#load()}.
     *
     * @throws DataException if there is no way to get it
     */
    public static TrainTest<LabelledImages> load() {
        return new DataFinder().load().data();
    }

    /**
     * Reads the four files from a directory; see {@link DataFinder#load(Path)}.
     *
     * @throws DataException if a file is missing or broken
     */
    public static TrainTest<LabelledImages> load(Path directory) {
        return new DataFinder()
                .load(Objects.requireNonNull(directory, "directory"))
                .data();
    }
}

package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.DataException;
import dev.lanewise.data.IdxFile;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that the user names: Fashion-MNIST, or anything else in its format. */
class DataDirectoryTest {
    @TempDir
    private Path directory;

    private void replace(String name, byte[] content) {
        SmallData.write(directory.resolve(name), content);
    }

    private void failsWith(String... parts) {
        ThrowingCallable load = () -> FashionMnist.load(directory);
        assertThatThrownBy(load).isInstanceOf(DataException.class).message().contains(parts);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReadCompressedOrNot(boolean compressed) {
        SmallData.write(directory, compressed);

        LoadedData loaded = new DataFinder().load(directory);

        assertThat(loaded.fashionMnist()).isFalse();
        assertThat(loaded.origin()).isEqualTo(directory.toString());
        assertThat(loaded.files()).hasSize(4).allMatch(Files::exists);
        assertThat(loaded.data().train().size()).isEqualTo(SmallData.TRAIN);
        assertThat(loaded.data().test().size()).isEqualTo(SmallData.TEST);
        assertThat(loaded.data().test().classNames()).containsExactly("0", "1", "2");
    }

    @Test
    void isKnownForFashionMnistByItsCheckSums() {
        SmallData.write(directory, true);

        LoadedData loaded = new DataFinder(null, DataListener.SILENT, SmallData.pins()).load(directory);

        assertThat(loaded.fashionMnist()).isTrue();
        assertThat(loaded.data().train().classNames()).isEqualTo(FashionMnist.CLASS_NAMES);
    }

    @Test
    void countsClassesInBothParts() {
        SmallData.write(directory, false);
        byte[] labels = SmallData.labels(SmallData.TEST);
        labels[labels.length - 1] = 9;
        replace("t10k-labels-idx1-ubyte", labels);

        TrainTest<LabelledImages> data = FashionMnist.load(directory);

        assertThat(data.train().classes()).isEqualTo(10);
        assertThat(data.test().classes()).isEqualTo(10);
    }

    @Test
    void mustExist() {
        Path absent = directory.resolve("absent");

        assertThatThrownBy(() -> FashionMnist.load(absent))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        absent + " does not exist; give a directory that has train-images-idx3-ubyte.gz");
    }

    @Test
    void mustBeADirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> FashionMnist.load(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " is not a directory");
    }

    @Test
    void mustHaveAllFourFiles() throws IOException {
        SmallData.write(directory, true);
        Files.delete(directory.resolve("t10k-labels-idx1-ubyte.gz"));

        failsWith(directory.toString(), "has no t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void mustHaveAsManyLabelsAsImages() {
        SmallData.write(directory, false);
        replace("train-labels-idx1-ubyte", SmallData.labels(SmallData.TRAIN - 1));

        failsWith("train-labels-idx1-ubyte has 29 labels, but ", "train-images-idx3-ubyte has 30 images");
    }

    @Test
    void mustHaveLabelsOfTenClassesAtMost() {
        SmallData.write(directory, false);
        byte[] labels = SmallData.labels(SmallData.TEST);
        labels[8 + 5] = 10;
        replace("t10k-labels-idx1-ubyte", labels);

        failsWith("t10k-labels-idx1-ubyte has label 10 for image 5, but labels must be 0 to 9");
    }

    @Test
    void mustHaveImagesOfOneSize() {
        SmallData.write(directory, false);
        replace("t10k-images-idx3-ubyte", SmallData.idx(IdxFile.IMAGES, new byte[12 * 25], 12, 5, 5));

        failsWith("t10k-images-idx3-ubyte has images of 5 x 5 pixels, but", "has images of 4 x 3 pixels;");
    }

    @Test
    void mustHaveSoundFiles() {
        SmallData.write(directory, true);
        byte[] images = SmallData.gzip(SmallData.images(SmallData.TRAIN));
        replace("train-images-idx3-ubyte.gz", Arrays.copyOf(images, images.length / 2));

        failsWith("train-images-idx3-ubyte.gz ends too early");
    }
}

package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.DataException;
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
        labels[labels.length - 1] = 4;
        replace("t10k-labels-idx1-ubyte", labels);

        TrainTest<LabelledImages> data = FashionMnist.load(directory);

        assertThat(data.train().classes()).isEqualTo(5);
        assertThat(data.test().classes()).isEqualTo(5);
    }

    @Test
    void mustExist() {
        Path absent = directory.resolve("absent");

        assertThatThrownBy(() -> FashionMnist.load(absent))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(absent + " does not exist; give a folder that has train-images-idx3-ubyte, ");
    }

    @Test
    void mustBeADirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> FashionMnist.load(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " is not a folder");
    }

    @Test
    void mustHaveAllFourFiles() throws IOException {
        SmallData.write(directory, true);
        Files.delete(directory.resolve("t10k-labels-idx1-ubyte.gz"));

        failsWith(directory + " has no t10k-labels-idx1-ubyte and nothing like it; it has t10k-images-idx3-ubyte.gz, "
                + "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz; give a folder that has");
    }

    @Test
    void mustHaveAsManyLabelsAsImages() {
        SmallData.write(directory, false);
        replace("train-labels-idx1-ubyte", SmallData.labels(SmallData.TRAIN - 1));

        failsWith("train-labels-idx1-ubyte has 29 labels, but ", "train-images-idx3-ubyte has 30 images");
    }

    @Test
    void mustHaveImagesOfMostClasses() {
        SmallData.write(directory, false);
        byte[] labels = SmallData.labels(SmallData.TEST);
        labels[8 + 5] = 77;
        replace("t10k-labels-idx1-ubyte", labels);

        failsWith("t10k-labels-idx1-ubyte has label 77 for image 5, but only 4 of the classes 0 to 77 have images;");
    }

    private static byte[] plus(int more, byte[] labels) {
        for (int i = 8; i < labels.length; i++) {
            labels[i] += (byte) more;
        }
        return labels;
    }

    @Test
    void mayHaveLabelsFromOneOn() {
        SmallData.write(directory, false);
        replace("train-labels-idx1-ubyte", plus(1, SmallData.labels(SmallData.TRAIN)));
        replace("t10k-labels-idx1-ubyte", plus(1, SmallData.labels(SmallData.TEST)));

        LoadedData loaded = new DataFinder().load(directory);

        assertThat(loaded.data().train().classNames()).containsExactly("1", "2", "3");
        assertThat(loaded.data().train().label(0)).isZero();
        assertThat(loaded.remarks()).containsExactly("no label is 0, so the classes are 1 to 3");
    }

    @Test
    void mayHaveTwoHundredAndFiftySixClasses() {
        byte[] labels = new byte[256];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) i;
        }
        for (String part : new String[] {"train", "t10k"}) {
            replace(part + "-images-idx3-ubyte", SmallData.idx(SmallData.IMAGES, new byte[256], 256, 1, 1));
            replace(part + "-labels-idx1-ubyte", SmallData.idx(SmallData.LABELS, labels, 256));
        }
        assertThat(FashionMnist.load(directory).test().label(255)).isEqualTo(255);
        byte[] ints = new byte[4 * 256];
        ints[2] = 1;
        replace("train-labels-idx1-ubyte", SmallData.idx(0x0C01, ints, 256));

        failsWith("train-labels-idx1-ubyte has label 256 for image 0, but there may be no more than 256 classes");
    }

    @Test
    void mayHaveNumbersOfOtherTypes() {
        SmallData.write(directory, false);
        byte[] floats = new byte[4 * SmallData.TRAIN];
        floats[0] = 0x3F;
        floats[1] = (byte) 0x80; // 1.0
        replace("train-images-idx3-ubyte", SmallData.idx(0x0D03, floats, SmallData.TRAIN, 1, 1));
        replace("t10k-images-idx3-ubyte", SmallData.idx(0x0D03, new byte[4 * SmallData.TEST], SmallData.TEST, 1, 1));

        LoadedData loaded = new DataFinder().load(directory);

        assertThat(loaded.data().train().pixels()).startsWith(255, 0);
        assertThat(loaded.remarks())
                .containsExactly("the images' numbers are no unsigned bytes: of the 256 shades they"
                        + " are given, 0.0 is black and 1.0 is white");
    }

    @Test
    void mayHaveTestImagesOfAnotherType() {
        SmallData.write(directory, false);
        byte[] floats = new byte[4 * 12 * SmallData.TEST];
        floats[0] = 0x3F;
        floats[1] = (byte) 0x80; // 1.0
        replace(
                "t10k-images-idx3-ubyte",
                SmallData.idx(0x0D03, floats, SmallData.TEST, SmallData.ROWS, SmallData.COLUMNS));

        assertThat(FashionMnist.load(directory).test().pixels()).startsWith(255, 0);
        assertThat(new DataFinder().load(directory).remarks())
                .containsExactly("the test images' numbers are no unsigned bytes: of the 256 shades they"
                        + " are given, 0.0 is black and 1.0 is white");
    }

    @Test
    void mustHaveTestImagesOfTheRangeOfTheTrainingImages() {
        SmallData.write(directory, false);
        replace("train-images-idx3-ubyte", SmallData.idx(0x0D03, new byte[4 * SmallData.TRAIN], SmallData.TRAIN, 1, 1));
        byte[] floats = new byte[4 * SmallData.TEST];
        floats[0] = 0x40; // 2.0
        replace("t10k-images-idx3-ubyte", SmallData.idx(0x0D03, floats, SmallData.TEST, 1, 1));
        assertThat(new DataFinder().load(directory).remarks())
                .contains("1 of the numbers of the test images are beyond black or white, and become that");

        floats[0] = 0x7F;
        floats[1] = (byte) 0xC0; // NaN
        replace("t10k-images-idx3-ubyte", SmallData.idx(0x0D03, floats, SmallData.TEST, 1, 1));
        failsWith("t10k-images-idx3-ubyte has pixels that are no numbers (number 0 is NaN)");
    }

    @Test
    void mustHaveImagesOfOneSize() {
        SmallData.write(directory, false);
        replace("t10k-images-idx3-ubyte", SmallData.idx(SmallData.IMAGES, new byte[12 * 25], 12, 5, 5));

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

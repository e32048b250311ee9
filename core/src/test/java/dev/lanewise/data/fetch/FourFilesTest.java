package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.DataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and folders in which people have data sets. */
class FourFilesTest {
    @TempDir
    private Path directory;

    private static void write(
            Path folder, String trainImages, String trainLabels, String testImages, String testLabels) {
        List<String> names = List.of(trainImages, trainLabels, testImages, testLabels);
        for (int i = 0; i < names.size(); i++) {
            SmallData.write(folder.resolve(names.get(i)), SmallData.contents().get(i));
        }
    }

    private static void writeSet(Path folder, String prefix) {
        write(
                folder,
                prefix + "train-images-idx3-ubyte",
                prefix + "train-labels-idx1-ubyte",
                prefix + "test-images-idx3-ubyte",
                prefix + "test-labels-idx1-ubyte");
    }

    private void isRead(Path given) {
        assertThat(new DataFinder().load(given).data().test().size()).isEqualTo(SmallData.TEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train-images.idx3-ubyte,train-labels.idx1-ubyte,t10k-images.idx3-ubyte,t10k-labels.idx1-ubyte",
                "TRAIN-IMAGES-IDX3-UBYTE,TRAIN-LABELS-IDX1-UBYTE,T10K-IMAGES-IDX3-UBYTE,T10K-LABELS-IDX1-UBYTE",
                "train-images.idx3-ubyte.gz,train-labels.idx1-ubyte.gz,t10k-images.idx3-ubyte.gz,t10k-labels.idx1-ubyte.gz",
                "emnist-letters-train-images-idx3-ubyte.gz,emnist-letters-train-labels-idx1-ubyte.gz,"
                        + "emnist-letters-test-images-idx3-ubyte.gz,emnist-letters-test-labels-idx1-ubyte.gz",
                "train-images-idx3-float,train-labels-idx1-int,test-images-idx3-float,test-labels-idx1-int",
                "train_images.idx,train_labels.idx,test_images.idx,test_labels.idx",
                "train-images-idx3-ubyte (1).gz,train-labels-idx1-ubyte.gz (2),t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte",
                "train-images-idx3-ubyte/train-images-idx3-ubyte,train-labels-idx1-ubyte/train-labels-idx1-ubyte,"
                        + "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte,t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"
            })
    void areFoundByAnyUsualName(String names) {
        String[] each = names.split(",");
        write(directory, each[0], each[1], each[2], each[3]);
        isRead(directory);
    }

    @Test
    void areFoundInAFolderBelow() {
        writeSet(directory.resolve("FashionMNIST/raw"), "");
        isRead(directory);
        isRead(directory.resolve("FashionMNIST"));
        assertThat(new DataFinder().load(directory).origin())
                .isEqualTo(directory.resolve("FashionMNIST/raw").toString());
    }

    @Test
    void ofSeveralSetsOneMustBeNamed() {
        writeSet(directory, "emnist-digits-");
        writeSet(directory, "emnist-letters-");
        isRead(directory.resolve("emnist-letters"));
        assertThatThrownBy(() -> FourFiles.in(directory))
                .isInstanceOf(DataException.class)
                .hasMessage(directory + " has several data sets; give one of " + directory.resolve("emnist-digits")
                        + ", " + directory.resolve("emnist-letters"));
    }

    @Test
    void ofSeveralFoldersOneMustBeNamed() {
        writeSet(directory.resolve("MNIST/raw"), "");
        writeSet(directory.resolve("KMNIST/raw"), "");
        assertThatThrownBy(() -> FourFiles.in(directory))
                .hasMessageContaining(
                        "give one of " + directory.resolve("KMNIST/raw") + ", " + directory.resolve("MNIST/raw"));
    }

    @Test
    void theUsualNamesComeFirst() {
        writeSet(directory, "");
        writeSet(directory, "other-");
        SmallData.write(directory.resolve("train-images-idx3-ubyte.gz"), new byte[0]);
        SmallData.write(directory.resolve("train-images.idx3-ubyte"), new byte[0]);
        isRead(directory);
    }

    @Test
    void twoThatAreAsGoodAreRefused() {
        writeSet(directory, "");
        SmallData.write(directory.resolve("Test-Images.idx3-ubyte"), new byte[0]);
        assertThatThrownBy(() -> FourFiles.in(directory))
                .hasMessageContaining("has both Test-Images.idx3-ubyte and test-images-idx3-ubyte; leave one of them");
    }

    @Test
    void aLinkThatLeadsNowhereIsNamed() throws IOException {
        writeSet(directory, "");
        Path labels = directory.resolve("train-labels-idx1-ubyte");
        Files.delete(labels);
        Files.createSymbolicLink(labels, directory.resolve("gone"));
        assertThatThrownBy(() -> new DataFinder().load(directory))
                .hasMessage(labels + " is a link to a file that does not exist; mend the link");
    }

    @Test
    void whatAMacLeavesBesideThemIsNotTakenForThem() throws IOException {
        writeSet(directory.resolve("mnist"), "");
        writeSet(directory.resolve("__MACOSX/mnist"), "._");
        writeSet(directory.resolve("__MACOSX"), "");
        writeSet(directory.resolve("mnist"), "._");
        assertThat(new DataFinder().load(directory).files())
                .allMatch(each -> each.getParent().equals(directory.resolve("mnist")))
                .noneMatch(each -> each.getFileName().toString().startsWith("."));
    }

    @Test
    void archivesAreToBeUnpackedFirst() throws IOException {
        Path archive = Files.createFile(directory.resolve("archive.zip"));
        assertThatThrownBy(() -> FourFiles.in(directory))
                .hasMessage(directory + " has none of the four IDX files of a data set; it has archive.zip; unpack"
                        + " archive.zip first");
        assertThatThrownBy(() -> FourFiles.in(archive)).hasMessageContaining("is an archive, not a folder; unpack it");
    }

    @Test
    void aFileInPlaceOfItsFolderAndAnAddressAreCalledWhatTheyAre() {
        writeSet(directory, "");
        assertThatThrownBy(() -> FourFiles.in(directory.resolve("train-images-idx3-ubyte")))
                .hasMessageEndingWith("train-images-idx3-ubyte is not a folder; give the folder it is in");
        assertThatThrownBy(() -> FourFiles.in(Path.of("https://example.org/mnist")))
                .hasMessageContaining("is an address, not a folder; fetch the files");
    }

    @Test
    void aFolderThatMayNotBeReadIsNamed() {
        Path locked = directory.resolve("locked"); // root may look into any, so the system's answer is made up
        assertThat(Listing.failure(locked, new AccessDeniedException(locked.toString())))
                .hasMessage(locked + " may not be looked into; change its permissions");
        assertThatThrownBy(() -> Listing.files(locked))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(locked + " cannot be looked into");
    }

    @Test
    void whatIsThereIsSaidWhenNothingFits() throws IOException {
        assertThatThrownBy(() -> FourFiles.in(directory))
                .hasMessageContaining(
                        "has none of the four IDX files of a data set; it is empty; give a folder that has");
        Files.createDirectories(directory.resolve("cats"));
        for (int i = 0; i < 7; i++) {
            Files.createFile(directory.resolve("photo" + i + ".jpg"));
        }
        assertThatThrownBy(() -> FourFiles.in(directory))
                .hasMessageContaining(
                        "it has cats/, photo0.jpg, photo1.jpg, photo2.jpg, photo3.jpg, photo4.jpg and 2 more;");
    }
}

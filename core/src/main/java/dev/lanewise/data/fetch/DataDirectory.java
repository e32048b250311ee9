package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.Idx;
import dev.lanewise.data.Idx.Images;
import dev.lanewise.data.IdxFile;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** A directory with the four files of a data set, each compressed with gzip or not. */
final class DataDirectory {
    private static final int MOST_CLASSES = 10;

    private DataDirectory() {}

    /** Whether any of the files is there. */
    static boolean hasAny(Path directory, List<DataFile> files) {
        return files.stream().anyMatch(each -> find(directory, each) != null);
    }

    private static Path find(Path directory, DataFile file) {
        Path plain = directory.resolve(file.name());
        Path compressed = directory.resolve(file.name() + ".gz");
        return Files.exists(plain) ? plain : Files.exists(compressed) ? compressed : null;
    }

    /**
     * Reads all four files at once, each on a thread.
     *
     * @throws DataException if the directory or a file is missing, or a file is broken
     */
    static List<IdxFile> read(Path directory, List<DataFile> files) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(
                    directory,
                    (Files.exists(directory) ? "is not a directory" : "does not exist") + "; give a directory that has "
                            + names(files));
        }
        List<Path> paths = new ArrayList<>();
        for (DataFile each : files) {
            Path found = find(directory, each);
            if (found == null) {
                throw new DataException(
                        directory, "has no " + each.name() + ".gz; give a directory that has " + names(files));
            }
            paths.add(found);
        }
        return inParallel(paths, files);
    }

    private static String names(List<DataFile> files) {
        return String.join(", ", files.stream().map(each -> each.name() + ".gz").toList());
    }

    private static List<IdxFile> inParallel(List<Path> paths, List<DataFile> files) {
        List<CompletableFuture<IdxFile>> reads = IntStream.range(0, paths.size())
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> IdxFile.read(paths.get(i), files.get(i).magic())))
                .toList();
        try {
            return reads.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DataException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Checks that the files are exactly those pinned.
     *
     * @throws DataException if one is not
     */
    static void verify(List<IdxFile> read, List<DataFile> files) {
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).matches(read.get(i))) {
                throw new DataException(
                        read.get(i).path(),
                        "is not the file of Fashion-MNIST (its SHA-256 is "
                                + read.get(i).sha256() + ", not " + files.get(i).sha256() + ")");
            }
        }
    }

    /**
     * Puts the files together.
     *
     * @param classNames the names of the classes, or null to call them by their numbers
     * @throws DataException if they do not fit together
     */
    static TrainTest<LabelledImages> assemble(List<IdxFile> files, List<String> classNames) {
        Images train = Idx.images(files.get(0));
        Images test = Idx.images(files.get(2));
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new DataException(
                    files.get(2).path(),
                    "has images of " + size(test) + " pixels, but "
                            + files.get(0).path() + " has images of " + size(train)
                            + " pixels; give training and test images of one size");
        }
        int classes = Math.max(classes(train, files.get(0), files.get(1)), classes(test, files.get(2), files.get(3)));
        List<String> names = classNames != null
                ? classNames
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new TrainTest<>(dataset(train, files.get(1), names), dataset(test, files.get(3), names));
    }

    private static LabelledImages dataset(Images images, IdxFile labels, List<String> names) {
        return new LabelledImages(images.pixels(), labels.body(), images.rows(), images.columns(), names);
    }

    private static String size(Images images) {
        return images.rows() + " x " + images.columns();
    }

    /** One more than the highest label. */
    private static int classes(Images images, IdxFile imageFile, IdxFile labelFile) {
        byte[] labels = labelFile.body();
        if (images.count() != labels.length) {
            throw new DataException(
                    labelFile.path(),
                    "has " + labels.length + " labels, but " + imageFile.path() + " has " + images.count()
                            + " images; give files that belong together");
        }
        int highest = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xFF;
            if (label >= MOST_CLASSES) {
                throw new DataException(
                        labelFile.path(),
                        "has label " + label + " for image " + i + ", but labels must be 0 to " + (MOST_CLASSES - 1)
                                + "; give a data set of at most " + MOST_CLASSES + " classes");
            }
            highest = Math.max(highest, label);
        }
        return highest + 1;
    }
}

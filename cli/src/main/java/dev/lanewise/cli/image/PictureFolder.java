package dev.lanewise.cli.image;

import dev.lanewise.cli.base.Sha256;
import dev.lanewise.data.DataException;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Polarity;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.LoadedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of folders of pictures, one for each class and called after it; or two such folders, {@code train} and {@code test}.
 * Without these, a fifth of each class is held out to test on.
 *
 * <p>All pictures become gray images of one size: that of the first picture if it is at most 64 x 64, else 28 x 28. They are
 * prepared as {@link Pictures} prepares those that are to be predicted. Folders and files are taken in the order of their
 * names, the first picture of each class before the second, so that the same folder gives the same images everywhere.
 */
public final class PictureFolder {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff");
    private static final Pattern IDX = Pattern.compile("idx[13]|ubyte", Pattern.CASE_INSENSITIVE);
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final double HELD_OUT = 0.2;
    private static final int LARGEST_SIDE = 64;
    private static final int USUAL_SIDE = 28;

    private final Path folder;
    private final List<String> classes;
    private final int rows;
    private final int columns;

    /** A picture and the index of its class. */
    private record Labelled(Path file, int label) {}

    private PictureFolder(Path folder) {
        this.folder = folder;
        classes = Stream.of(folder, folder.resolve(TRAIN), folder.resolve(TEST))
                .filter(each -> !each.equals(folder) || !isSplit(folder))
                .flatMap(each -> classFolders(each).stream())
                .map(PictureFolder::name)
                .distinct()
                .sorted()
                .toList();
        if (classes.size() > LabelledImages.MOST_CLASSES) {
            throw new DataException(
                    folder,
                    "has folders of " + classes.size() + " classes, where " + LabelledImages.MOST_CLASSES
                            + " are the most; leave some out");
        }
        Path first = pictures(isSplit(folder) ? folder.resolve(TRAIN) : folder).getFirst().file;
        GrayImage image = gray(first);
        boolean small = Math.max(image.rows(), image.columns()) <= LARGEST_SIDE;
        rows = small ? image.rows() : USUAL_SIDE;
        columns = small ? image.columns() : USUAL_SIDE;
    }

    /** Whether there are pictures in folders of this folder, and no IDX files beside them. */
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder)
                && (isSplit(folder) || !classFolders(folder).isEmpty())
                && list(folder).stream()
                        .noneMatch(each -> IDX.matcher(name(each)).find());
    }

    /**
     * Reads all pictures.
     *
     * @throws PictureException if one cannot be read
     * @throws DataException if they are too many
     */
    public static LoadedData read(Path folder) {
        return new PictureFolder(folder).read();
    }

    private LoadedData read() {
        boolean split = isSplit(folder);
        Path trainFolder = split ? folder.resolve(TRAIN) : folder;
        LabelledImages train = images(trainFolder, Polarity.MIXED);
        Polarity polarity = Polarity.of(train);
        train = polarity == Polarity.MIXED ? train : images(trainFolder, polarity);
        TrainTest<LabelledImages> data =
                split ? new TrainTest<>(train, images(folder.resolve(TEST), polarity)) : testApart(train);
        Path testFolder = split ? folder.resolve(TEST) : folder;
        return new LoadedData(
                data,
                folder.toString(),
                List.of(trainFolder, trainFolder, testFolder, testFolder),
                Stream.of(
                                data.train().pixels(),
                                data.train().labels(),
                                data.test().pixels(),
                                data.test().labels())
                        .map(Sha256::of)
                        .toList(),
                false,
                List.of("pictures are taken as gray images of " + rows + " x " + columns + " pixels"));
    }

    private TrainTest<LabelledImages> testApart(LabelledImages all) {
        try {
            return all.holdOut(HELD_OUT, 0);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    folder
                            + " has too few pictures: a fifth of each class is held out to test on, which is none of its "
                            + all.size() + "; give more, or two folders of such, '" + TRAIN + "' and '" + TEST + "'",
                    e);
        }
    }

    private LabelledImages images(Path in, Polarity polarity) {
        List<Labelled> pictures = pictures(in);
        int size = rows * columns;
        if ((long) pictures.size() * size > Integer.MAX_VALUE - Long.BYTES) {
            throw new DataException(
                    in,
                    "has more pictures than fit into an array, " + pictures.size() + " of " + rows + " x " + columns
                            + " pixels; leave some out");
        }
        byte[] pixels = new byte[pictures.size() * size];
        byte[] labels = new byte[pictures.size()];
        Pictures reader = new Pictures(rows, columns, Optional.of(polarity), classes);
        IntStream.range(0, labels.length).parallel().forEach(i -> {
            byte[] one = reader.read(pictures.get(i).file).images().pixels();
            System.arraycopy(one, 0, pixels, i * size, size);
            labels[i] = (byte) pictures.get(i).label;
        });
        return new LabelledImages(pixels, labels, rows, columns, classes);
    }

    private List<Labelled> pictures(Path in) {
        record Ranked(int rank, Labelled picture) {}
        List<Ranked> out = new ArrayList<>();
        for (Path each : classFolders(in)) {
            int label = classes.indexOf(name(each));
            List<Path> files = files(each);
            IntStream.range(0, files.size())
                    .forEach(rank -> out.add(new Ranked(rank, new Labelled(files.get(rank), label))));
        }
        return out.stream()
                .sorted(Comparator.comparingInt(Ranked::rank))
                .map(Ranked::picture)
                .toList();
    }

    private static boolean isSplit(Path folder) {
        return Stream.of(TRAIN, TEST)
                .map(folder::resolve)
                .allMatch(each -> Files.isDirectory(each) && !classFolders(each).isEmpty());
    }

    /** The folders in a folder that have pictures. */
    private static List<Path> classFolders(Path folder) {
        return list(folder).stream()
                .filter(each -> Files.isDirectory(each) && !files(each).isEmpty())
                .toList();
    }

    private static List<Path> files(Path folder) {
        return list(folder).stream().filter(PictureFolder::isPicture).toList();
    }

    private static boolean isPicture(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    /** What is in a folder and not hidden, by name. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> !name(each).startsWith("."))
                    .sorted(Comparator.comparing(PictureFolder::name))
                    .toList();
        } catch (IOException e) {
            return List.of(); // as any folder that may not be looked into
        }
    }

    /** As it is on every file system: some take accented letters apart. */
    private static String name(Path path) {
        return Normalizer.normalize(path.getFileName().toString(), Normalizer.Form.NFC);
    }

    private static GrayImage gray(Path file) {
        try {
            return PictureFile.read(file).image();
        } catch (IOException e) {
            throw new PictureException(file, "is not a picture that can be read (" + e.getMessage() + ")", e);
        }
    }
}

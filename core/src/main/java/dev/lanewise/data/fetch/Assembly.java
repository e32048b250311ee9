package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.Idx;
import dev.lanewise.data.Idx.Images;
import dev.lanewise.data.IdxFile;
import dev.lanewise.data.IdxType;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Levels;
import dev.lanewise.data.TrainTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Four files put together.
 *
 * @param remarks a line for each thing in them that their owner may not expect
 */
record Assembly(TrainTest<LabelledImages> data, List<String> remarks) {
    /**
     * Puts files together.
     *
     * @param files training images and labels, test images and labels
     * @param classNames the names of the classes, or none to call them by their numbers
     * @throws DataException if they do not fit together
     */
    static Assembly of(List<IdxFile> files, List<String> classNames) {
        Levels levels = Idx.levels(files.get(0));
        Images train = Idx.images(files.get(0), levels);
        boolean alike = files.get(2).type() == files.get(0).type();
        Levels own = Idx.levels(files.get(2));
        Images test = Idx.images(files.get(2), alike ? levels : own);
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new DataException(
                    files.get(2).path(),
                    "has images of " + size(test) + " pixels, but "
                            + files.get(0).path() + " has images of " + size(train)
                            + " pixels; give training and test images of one size");
        }
        ClassLabels labels = ClassLabels.of(files.get(1), files.get(3));
        checkCount(train, files.get(0), labels.train().length, files.get(1));
        checkCount(test, files.get(2), labels.test().length, files.get(3));
        List<String> remarks = new ArrayList<>();
        labels.remark().ifPresent(remarks::add);
        if (files.get(0).type() != IdxType.UNSIGNED_BYTE) {
            remarks.add("the images' numbers are no unsigned bytes: " + levels);
        }
        if (!alike && files.get(2).type() != IdxType.UNSIGNED_BYTE) {
            remarks.add("the test images' numbers are no unsigned bytes: " + own);
        }
        if (alike && !own.equals(levels)) {
            beyond(files.get(2), levels).ifPresent(remarks::add);
        }
        List<String> names = classNames.isEmpty() ? labels.names() : classNames;
        return new Assembly(
                new TrainTest<>(dataset(train, labels.train(), names), dataset(test, labels.test(), names)), remarks);
    }

    /** Test images are brought to shades as training images are, whose numbers may be of another range. */
    private static Optional<String> beyond(IdxFile test, Levels levels) {
        long count = Idx.beyond(test, levels);
        return count == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of the numbers of the test images are beyond black or white, and become that",
                        count));
    }

    private static LabelledImages dataset(Images images, byte[] labels, List<String> names) {
        return new LabelledImages(images.pixels(), labels, images.rows(), images.columns(), names);
    }

    private static String size(Images images) {
        return images.rows() + " x " + images.columns();
    }

    private static void checkCount(Images images, IdxFile imageFile, int labels, IdxFile labelFile) {
        if (images.count() != labels) {
            throw new DataException(
                    labelFile.path(),
                    "has " + labels + " labels, but " + imageFile.path() + " has " + images.count()
                            + " images; give files that belong together");
        }
    }
}

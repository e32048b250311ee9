package dev.lanewise.cli.image;

import dev.lanewise.data.LabelledImages;
import java.util.BitSet;
import java.util.Optional;

/**
 * A file of pictures, as a network wants them.
 *
 * @param images with meaningless labels
 * @param blank those in which nothing is to be seen
 * @param doubt a sentence on why the answer may be wrong, if there is a reason
 */
public record Picture(LabelledImages images, BitSet blank, Optional<String> doubt) {
    /** Finds those without anything to be seen. A row of numbers is no picture, and may well be all the same. */
    static Picture of(LabelledImages images, Optional<String> doubt) {
        BitSet blank = new BitSet();
        if (images.rows() > 1 && images.columns() > 1) {
            for (int i = 0; i < images.size(); i++) {
                blank.set(i, images.isBlank(i));
            }
        }
        return new Picture(images, blank, doubt);
    }

    /** With one more reason. */
    Picture doubting(String reason) {
        return new Picture(
                images,
                blank,
                Optional.of(doubt.map(each -> each + "; and " + reason).orElse(reason)));
    }
}

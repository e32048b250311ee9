package dev.lanewise.data.fetch;

import dev.lanewise.data.IdxFile;
import java.util.List;

/**
 * One of the four files of a data set, with the length and hash that its content must have once decompressed.
 *
 * @param name without {@code .gz}
 * @param bytes length of the decompressed file
 * @param sha256 of the decompressed file, in hexadecimal
 */
public record DataFile(String name, long bytes, String sha256) {
    /** Fashion-MNIST: training images, training labels, test images, test labels. */
    static final List<DataFile> FASHION_MNIST = List.of(
            new DataFile(
                    "train-images-idx3-ubyte",
                    47_040_016,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            new DataFile(
                    "train-labels-idx1-ubyte",
                    60_008,
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            new DataFile(
                    "t10k-images-idx3-ubyte",
                    7_840_016,
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            new DataFile(
                    "t10k-labels-idx1-ubyte",
                    10_008,
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    boolean matches(IdxFile file) {
        return file.bytes() == bytes && file.sha256().equals(sha256);
    }
}

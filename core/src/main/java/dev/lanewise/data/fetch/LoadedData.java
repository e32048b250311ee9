package dev.lanewise.data.fetch;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set and where it came from.
 *
 * @param data the images
 * @param origin in words: the directory, or the address it was just fetched from
 * @param files the four files it was read from or cached in: training images and labels, test images and labels
 * @param sha256 of the content of each of them, decompressed, in hexadecimal
 * @param fashionMnist whether all four have the SHA-256 of Fashion-MNIST's
 * @param remarks a line for each thing in them that their owner may not expect
 */
public record LoadedData(
        TrainTest<LabelledImages> data,
        String origin,
        List<Path> files,
        List<String> sha256,
        boolean fashionMnist,
        List<String> remarks) {
    /** Makes the lists unmodifiable. */
    public LoadedData {
        files = List.copyOf(files);
        sha256 = List.copyOf(sha256);
        remarks = List.copyOf(remarks);
    }
}

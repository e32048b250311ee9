package dev.lanewise.cli.run;

import dev.lanewise.data.fetch.LoadedData;
import java.nio.file.Path;
import java.util.List;

/**
 * Where data came from.
 *
 * @param origin in words
 * @param files it was read from
 * @param sha256 of each of them
 * @param fashionMnist whether it is Fashion-MNIST
 * @param remarks a line for each thing in them that their owner may not expect
 */
public record DataFacts(
        String origin, List<Path> files, List<String> sha256, boolean fashionMnist, List<String> remarks) {
    /** Of images. */
    static DataFacts of(LoadedData loaded) {
        return new DataFacts(loaded.origin(), loaded.files(), loaded.sha256(), loaded.fashionMnist(), loaded.remarks());
    }
}

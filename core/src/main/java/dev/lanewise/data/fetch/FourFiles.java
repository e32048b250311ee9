package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The four files of a data set in a folder of the user's, by the names that MNIST, its kin and those who pass them on use:
 * {@code train-images-idx3-ubyte}, {@code train-images.idx3-ubyte}, {@code emnist-letters-test-labels-idx1-ubyte.gz}, in
 * capital letters, and in a folder below, such as {@code FashionMNIST/raw}.
 *
 * @param origin the folder they are in, with the beginning of their names if they have one
 * @param paths training images and labels, test images and labels
 */
record FourFiles(String origin, List<Path> paths) {
    /**
     * Finds them.
     *
     * @param given a folder, or a folder and the beginning of the files' names, as in {@code gzip/emnist-letters}
     * @throws DataException if there are none, or more than one set
     */
    static FourFiles in(Path given) {
        if (Files.isDirectory(given)) {
            return inFolder(given);
        }
        Path parent = given.toAbsolutePath().getParent();
        if (!Files.exists(given) && parent != null && Files.isDirectory(parent)) {
            String name = given.getFileName().toString();
            for (NamedSet each : NamedSet.in(parent)) {
                if (each.name().equalsIgnoreCase(name) && each.isComplete()) {
                    return each.files();
                }
            }
        }
        throw new DataException(
                given,
                (Files.exists(given) ? "is not a folder" : "does not exist") + "; give a folder that has "
                        + Role.COMMON_NAMES);
    }

    private static FourFiles inFolder(Path folder) {
        List<NamedSet> here = NamedSet.in(folder);
        List<NamedSet> complete = here.stream().filter(NamedSet::isComplete).toList();
        if (!complete.isEmpty() && complete.getFirst().name().isEmpty()) {
            return complete.getFirst().files();
        }
        if (complete.isEmpty()) {
            complete = NamedSet.below(folder);
        }
        if (complete.size() == 1) {
            return complete.getFirst().files();
        }
        throw new DataException(folder, complete.isEmpty() ? missing(folder, here) : several(complete));
    }

    private static String several(List<NamedSet> complete) {
        return "has several data sets; give one of "
                + complete.stream().map(NamedSet::origin).collect(Collectors.joining(", "));
    }

    private static String missing(Path folder, List<NamedSet> here) {
        NamedSet best = here.stream()
                .reduce((a, b) -> a.missing().size() <= b.missing().size() ? a : b)
                .orElse(new NamedSet(folder, "", List.of()));
        return "has no "
                + best.missing().stream().map(each -> each.commonName() + ".gz").collect(Collectors.joining(", no "))
                + " and nothing like it; " + Listing.of(folder) + "; give a folder that has " + Role.COMMON_NAMES;
    }
}

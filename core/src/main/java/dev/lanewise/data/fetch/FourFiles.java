package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
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
    private static final String GIVE = "give a folder that has " + Role.COMMON_NAMES;

    private static final Pattern ADDRESS = Pattern.compile("^[a-z0-9+]{2,}:/", Pattern.CASE_INSENSITIVE);

    private static final Pattern ARCHIVE =
            Pattern.compile("\\.(zip|tar|tgz|7z|rar|tar\\.[a-z0-9]+)$", Pattern.CASE_INSENSITIVE);

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
        throw new DataException(given, notAFolder(given));
    }

    private static String notAFolder(Path given) {
        if (ADDRESS.matcher(given.toString()).find()) {
            return "is an address, not a folder; fetch the files, and give the folder that has them";
        }
        if (!Files.exists(given)) {
            return "does not exist; " + GIVE;
        }
        String name = given.getFileName().toString();
        if (isArchive(name)) {
            return "is an archive, not a folder; unpack it, and give the folder that has the files";
        }
        return "is not a folder; " + (Role.of(name).isPresent() ? "give the folder it is in" : GIVE);
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
        List<Role> missing = here.stream()
                .map(NamedSet::missing)
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of(Role.values()));
        List<String> archives = Listing.files(folder).stream()
                .map(each -> each.getFileName().toString())
                .filter(FourFiles::isArchive)
                .toList();
        return "has "
                + (missing.size() == Role.values().length
                        ? "none of the four IDX files of a data set"
                        : missing.stream()
                                        .map(each -> "no " + each.commonName())
                                        .collect(Collectors.joining(", "))
                                + " and nothing like " + (missing.size() == 1 ? "it" : "them"))
                + "; " + Listing.of(folder) + "; "
                + (archives.isEmpty() ? GIVE : "unpack " + archives.getFirst() + " first");
    }

    private static boolean isArchive(String name) {
        return ARCHIVE.matcher(name).find();
    }
}

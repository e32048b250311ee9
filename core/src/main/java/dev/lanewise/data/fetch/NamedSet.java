package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a folder whose names begin alike and that may be those of a data set.
 *
 * @param name how they begin, or nothing if they begin with their part
 */
record NamedSet(Path folder, String name, List<Candidate> candidates) {
    /** Where a Mac's archives keep what only a Mac needs, in files of the same names. */
    private static final String MAC = "__MACOSX";

    /** As {@code data/FashionMNIST/raw/train-images-idx3-ubyte/train-images-idx3-ubyte} needs it. */
    private static final int DEEPEST = 3;

    /**
     * A file that may be one of the four.
     *
     * @param rank of several for one role, the lowest is taken
     */
    record Candidate(Path path, Role role, int rank) {}

    /**
     * The sets in a folder, in the order of their names.
     *
     * @throws DataException if the folder cannot be read, or two files are as good
     */
    static List<NamedSet> in(Path folder) {
        Map<String, List<Candidate>> sets = new TreeMap<>();
        for (Path each : Listing.files(folder)) {
            String name = each.getFileName().toString();
            if (name.startsWith(".")) {
                continue; // hidden, as the second halves of files that a Mac leaves on other systems' disks
            }
            Role.of(name)
                    .ifPresent(role -> sets.computeIfAbsent(Role.setOf(name), set -> new ArrayList<>())
                            .addAll(candidates(each, role)));
        }
        return sets.entrySet().stream()
                .map(each -> new NamedSet(folder, each.getKey(), each.getValue()))
                .toList();
    }

    /** Some who unpack archives leave each file in a folder of its own name. */
    private static List<Candidate> candidates(Path path, Role role) {
        if (!Files.isDirectory(path)) {
            return List.of(new Candidate(path, role, rank(path, role)));
        }
        return Listing.files(path).stream()
                .filter(each -> !Files.isDirectory(each))
                .filter(each -> Role.of(each.getFileName().toString())
                        .filter(role::equals)
                        .isPresent())
                .map(each -> new Candidate(each, role, 4 + rank(each, role)))
                .toList();
    }

    private static int rank(Path path, Role role) {
        String name = path.getFileName().toString();
        int link = Files.exists(path) ? 0 : 8;
        return link
                + (name.equals(role.commonName())
                        ? 0
                        : name.equals(role.commonName() + ".gz") ? 1 : name.endsWith(".gz") ? 3 : 2);
    }

    /** The complete sets in a folder and those below, as far as they may be looked into. */
    static List<NamedSet> below(Path folder) {
        List<NamedSet> out = new ArrayList<>();
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                if (each.getFileName() != null && each.getFileName().toString().equals(MAC)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!Files.isReadable(each)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                try {
                    in(each).stream().filter(NamedSet::isComplete).forEach(out::add);
                    return FileVisitResult.CONTINUE;
                } catch (DataException e) {
                    return FileVisitResult.SKIP_SUBTREE; // the system keeps some folders even from root
                }
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, IOException why) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException why) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
        } catch (IOException e) {
            throw Listing.failure(folder, e);
        }
        out.sort(Comparator.comparing(NamedSet::origin));
        return out;
    }

    boolean isComplete() {
        return missing().isEmpty();
    }

    List<Role> missing() {
        return Arrays.stream(Role.values())
                .filter(role -> candidates.stream().noneMatch(each -> each.role == role))
                .toList();
    }

    String origin() {
        return (name.isEmpty() ? folder : folder.resolve(name)).toString();
    }

    /** The best file for each role. */
    FourFiles files() {
        return new FourFiles(
                origin(), Arrays.stream(Role.values()).map(this::best).toList());
    }

    private Path best(Role role) {
        List<Candidate> sorted = candidates.stream()
                .filter(each -> each.role == role)
                .sorted(Comparator.comparingInt(Candidate::rank))
                .toList();
        if (sorted.size() > 1 && sorted.get(0).rank == sorted.get(1).rank) {
            throw new DataException(
                    folder,
                    "has both " + sorted.get(0).path.getFileName() + " and "
                            + sorted.get(1).path.getFileName() + "; leave one of them");
        }
        return sorted.getFirst().path;
    }
}

package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The folder that keeps what a run made. */
public final class RunFolder {
    /** The trained network. */
    public static final String MODEL = "model.safetensors";

    /** All that is needed to go on. */
    public static final String CHECKPOINT = "checkpoint.safetensors";

    /** A row an epoch. */
    public static final String METRICS = "metrics.csv";

    /** Everything about the run. */
    public static final String RUN = "run.json";

    /** The report, and its curves as pictures. */
    public static final String REPORT = "report.html";

    public static final String CURVES_SVG = "curves.svg";
    public static final String CURVES_PNG = "curves.png";

    private final Path path;

    /** The folder at this path, which need not exist. */
    public RunFolder(Path path) {
        this.path = path;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where the checkpoint goes. */
    public Path checkpoint() {
        return path.resolve(CHECKPOINT);
    }

    /** The file to read for what a user gave: a file, or a run's folder, of which {@code name} is meant. */
    public static Path in(Path given, String name) {
        return Files.isDirectory(given) ? given.resolve(name) : given;
    }

    /** The folder of what a user gave: a run's folder, or a file in it. */
    public static Path of(Path given) {
        return Files.isDirectory(given) ? given : given.toAbsolutePath().getParent();
    }

    /**
     * The file that has the network of what a user gave: a file, or a run's folder. A run that was killed, or is still going on,
     * has it in its checkpoint.
     *
     * @throws CliException if it is the folder of a run that has none
     */
    public static Path network(Path given) {
        Path model = in(given, MODEL);
        if (Files.exists(model)) {
            return model;
        }
        Path checkpoint = in(given, CHECKPOINT);
        if (!Files.exists(checkpoint) && Files.exists(in(given, RUN))) {
            throw withoutNetwork(given);
        }
        return Files.exists(checkpoint) ? checkpoint : model;
    }

    private static CliException withoutNetwork(Path given) {
        String status = SavedRun.read(in(given, RUN)).getString("status", "");
        return status.equals(SavedRun.DIVERGED)
                ? new CliException(
                        ExitCode.DIVERGED,
                        given
                                + " is of a run without a network, as it diverged in its first epoch; train it again with a"
                                + " lower --learning-rate")
                : new CliException(
                        ExitCode.MODEL, given + " has no " + MODEL + " any more; copy it back, or train again");
    }

    /**
     * Makes the folder if it is not there.
     *
     * @throws CliException if it cannot be made
     */
    public void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /**
     * Writes the results, all of them or none: earlier ones stay as they are until all new ones are on disk.
     *
     * @throws CliException if that fails
     */
    public void write(Sequential net, Map<String, String> metadata, String metrics, String run) {
        WholeFiles.write(path, List.of(MODEL, METRICS, RUN), staging -> {
            ModelFile.save(staging.resolve(MODEL), net, metadata);
            Files.writeString(staging.resolve(METRICS), metrics);
            Files.writeString(staging.resolve(RUN), run);
        });
    }

    /**
     * Writes what is known of a run that has no results.
     *
     * @throws CliException if that fails
     */
    public void write(String run) {
        WholeFiles.write(path, List.of(RUN), staging -> Files.writeString(staging.resolve(RUN), run));
    }

    /** The words for a file that cannot be written. */
    public static CliException cannotWrite(Path what, IOException cause) {
        return cannotWrite(what, cause, "give another folder with --out");
    }

    /**
     * The same.
     *
     * @param elsewhere how to have it written to another place
     */
    public static CliException cannotWrite(Path what, IOException cause, String elsewhere) {
        return new CliException(
                ExitCode.OUTPUT,
                "cannot write to " + what + " (" + reason(cause) + "); " + advice(cause, elsewhere),
                cause);
    }

    private static String advice(IOException cause, String elsewhere) {
        return String.valueOf(cause.getMessage()).contains("Too many open files")
                ? "let the process have more, as with ulimit -n 1024"
                : "make room or " + elsewhere;
    }

    /** In few words: the messages of some exceptions are no more than a path. */
    private static String reason(IOException cause) {
        String said =
                switch (cause) {
                    case AccessDeniedException e -> "permission denied";
                    case NoSuchFileException e -> "no such folder";
                    case FileAlreadyExistsException e -> "a file is in its place";
                    case NotDirectoryException e -> "it is no folder";
                    case FileSystemException e -> e.getReason();
                    default -> cause.getMessage();
                };
        return said == null ? "the system does not say why" : said;
    }
}

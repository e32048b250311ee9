package dev.lanewise.spark;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.runfile.OutputFolder;
import dev.lanewise.cli.runfile.RunFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** A folder in a file system of Hadoop that follows a folder of the driver: a sweep goes on from it on another machine. */
final class RemoteFolder {
    private final String address;
    private final java.nio.file.Path local;
    private final FileSystem system;
    private final Map<String, FileTime> copied = new TreeMap<>();

    RemoteFolder(String address, java.nio.file.Path local, Configuration hadoop) throws IOException {
        this.address = address;
        this.local = local;
        system = FileSystem.get(URI.create(address), hadoop);
    }

    private Path at(String name) {
        return new Path(address + "/" + name);
    }

    /**
     * Makes sure that a new sweep can be kept here.
     *
     * @throws CliException if there is another one
     */
    void requireNoSweep() throws IOException {
        if (system.exists(at(OutputFolder.SWEEP))) {
            throw new CliException(
                    ExitCode.OUTPUT,
                    "--out: " + address + " has an earlier sweep; give another folder, or go on with it by --resume");
        }
    }

    /** Makes the local folder like this one. */
    void pull() throws IOException {
        if (!system.exists(at(OutputFolder.SWEEP))) {
            throw new CliException(
                    ExitCode.MODEL,
                    "--resume: there is no " + OutputFolder.SWEEP + " in " + address
                            + "; give the folder of a sweep, as written by --out");
        }
        for (String each : List.of(OutputFolder.SWEEP, OutputFolder.RUNS)) {
            if (system.exists(at(each))) {
                FileUtil.copy(system, at(each), local.resolve(each).toFile(), false, system.getConf());
            }
        }
        for (java.nio.file.Path file : files()) {
            copied.put(name(file), Files.getLastModifiedTime(file));
        }
    }

    /** Makes this folder like the local one: what is new or changed is copied, records last, and what is gone is deleted. */
    void push() throws IOException {
        Set<String> gone = new HashSet<>(copied.keySet());
        for (java.nio.file.Path file : files()) {
            String name = name(file);
            gone.remove(name);
            FileTime time = Files.getLastModifiedTime(file);
            if (!time.equals(copied.get(name))) {
                system.copyFromLocalFile(false, true, new Path(file.toUri()), at(name));
                copied.put(name, time);
            }
        }
        for (String name : gone) {
            system.delete(at(name), false);
            copied.remove(name);
        }
    }

    private List<java.nio.file.Path> files() throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(local)) {
            return all.filter(each -> Files.isRegularFile(each)
                            && !each.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(each -> each.endsWith(RunFolder.RUN)))
                    .toList();
        }
    }

    private String name(java.nio.file.Path file) {
        return local.relativize(file).toString().replace('\\', '/');
    }
}

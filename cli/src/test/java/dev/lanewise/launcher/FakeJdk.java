package dev.lanewise.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that look like installed JDKs to whoever does not start them. */
final class FakeJdk {
    static final String FULL = "java.base java.management jdk.incubator.vector jdk.zipfs";

    private FakeJdk() {}

    static File full(Path home, String version) throws IOException {
        return with(home, version, FULL, "#!/bin/sh\nexit 0\n");
    }

    static File with(Path home, String version, String modules, String program) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), program);
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + java + " executable");
        }
        return home.toFile();
    }
}

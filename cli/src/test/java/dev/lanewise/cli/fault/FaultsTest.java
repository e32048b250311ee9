package dev.lanewise.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.TinyData;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.runfile.Resumed;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.nn.Sequential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation that a save does on its disk fails once in every way, and then the machine may lose its power. Whoever reads
 * afterwards finds what was there before, or what was to be there.
 */
class FaultsTest {
    @TempDir
    static Path shared;

    private static Saves saves;
    private static Path one;
    private static Path other;

    @TempDir
    Path folder;

    private Path before;

    @BeforeAll
    static void train() throws IOException {
        saves = new Saves(TinyData.write(shared.resolve("data")));
        one = shared.resolve("one");
        other = shared.resolve("other");
        saves.train(one, Saves.config(1, 1), false);
        saves.train(other, Saves.config(2, 2), false);
    }

    @BeforeEach
    void prepare() throws IOException {
        before = Files.createDirectory(folder.resolve("before"));
    }

    /** What is saved. */
    private interface Save {
        void into(Path folder) throws IOException;
    }

    /** What is read. */
    private interface Read {
        Object from(Path folder) throws IOException;
    }

    /**
     * Saves over a copy of {@code before}, once for each operation and way to fail.
     *
     * @return how many operations a save has
     */
    private int walk(Save save, Read read, TestReporter reporter) throws IOException {
        Object old = read.from(before);
        Path after = copy("after");
        save.into(after);
        Object fresh = read.from(after);
        assertThat(fresh).isNotEqualTo(old);
        int points = 0;
        int count = 0;
        for (Fault fault : Fault.values()) {
            boolean struck = true;
            for (int at = 1; struck; at++) {
                String when = fault + " at operation " + at;
                Path place = copy("place");
                Disk disk = new Disk(place, fault, at);
                boolean saved = saves(save, disk.folder(), when);
                struck = disk.hasStruck();
                disk.restart();
                Object found = read.from(place);
                if (saved) {
                    assertThat(found).as(when).isEqualTo(fresh);
                } else {
                    assertThat(found).as(when).isIn(old, fresh);
                }
                save.into(place); // nothing that was left behind is in the way
                assertThat(read.from(place)).as("saved again after " + when).isEqualTo(fresh);
                points = Math.max(points, at - 1);
                count++;
            }
        }
        reporter.publishEntry("operations", points + ", failed in " + count + " ways");
        return points;
    }

    /** Whether it says that it has saved; all it may say else is that the disk does not work. */
    private static boolean saves(Save save, Path folder, String when) {
        try {
            save.into(folder);
            return true;
        } catch (CliException e) {
            assertThat(e.exitCode()).as(when).isEqualTo(ExitCode.OUTPUT);
            assertThat(e).as(when).hasMessageContaining("cannot write to " + folder);
            return false;
        } catch (IOException | UncheckedIOException | Crash e) {
            return false;
        }
    }

    private Path copy(String name) throws IOException {
        Path to = folder.resolve(name);
        if (Files.exists(to)) {
            try (Stream<Path> all = Files.walk(to)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return copy(before, to);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
        return to;
    }

    private static Sequential net(Path run) {
        return ModelFile.load(run.resolve(RunFolder.MODEL)).net();
    }

    @Test
    void aModelIsTheOldOneOrTheNewOne(TestReporter reporter) throws IOException {
        String name = RunFolder.MODEL;
        ModelFile.save(before.resolve(name), net(one), Map.of());
        int points = walk(
                place -> ModelFile.save(place.resolve(name), net(other), Map.of()),
                place -> ModelFile.weightsSha256(net(place)),
                reporter);
        assertThat(points).isEqualTo(9);
    }

    @Test
    void anExportIsTheOldOneOrTheNewOne(TestReporter reporter) throws IOException {
        String name = "model.onnx";
        ModelFile.exportOnnx(before.resolve(name), net(one), OnnxInput.PIXELS, Map.of());
        int points = walk(
                place -> ModelFile.exportOnnx(place.resolve(name), net(other), OnnxInput.PIXELS, Map.of()),
                place -> ModelFile.weightsSha256(
                        ModelFile.load(place.resolve(name)).net()),
                reporter);
        assertThat(points).isEqualTo(5);
    }

    @Test
    void theRecordOfARunIsTheOldOneOrTheNewOne(TestReporter reporter) throws IOException {
        saves.record(one, before);
        int points = walk(place -> saves.record(other, place), saves::weights, reporter);
        assertThat(points).isEqualTo(24);
    }

    @Test
    void aReportIsTheOldOneOrTheNewOne(TestReporter reporter) throws IOException {
        saves.report(one, before);
        Path drawn = Files.createDirectory(folder.resolve("drawn"));
        saves.report(other, new Disk(drawn, Fault.CRASH, Integer.MAX_VALUE).folder());
        int points = walk(
                place -> Saves.reportAgain(drawn, place),
                place -> Files.readString(place.resolve(RunFolder.REPORT)),
                reporter);
        assertThat(points).isGreaterThan(15);
    }

    /** With checkpoints within epochs, after each, and results at the end. */
    @Test
    void aRunThatReplacesAnotherLeavesEitherAndGoesOnToTheSameEnd(TestReporter reporter) throws IOException {
        copy(one, before);
        int points = walk(
                place -> saves.train(place, Saves.config(2, 2), false),
                place -> {
                    if (saves.left(place, 2) > 0 && isOther(place)) {
                        assertThat(saves.weights(place)).hasSize(64);
                        saves.train(place, Saves.config(2, 2), true);
                    }
                    return saves.weights(place);
                },
                reporter);
        assertThat(points).isGreaterThan(45);
    }

    private static boolean isOther(Path place) {
        return Resumed.from(place.resolve(RunFolder.CHECKPOINT))
                .options()
                .get("seed")
                .equals("2");
    }
}

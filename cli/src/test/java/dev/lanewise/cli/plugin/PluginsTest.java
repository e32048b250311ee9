package dev.lanewise.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.PluginProblem;
import dev.lanewise.registry.Registered;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of strangers' jars. */
class PluginsTest {
    private static final long PATIENCE = 10_000;

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("plugins"));
    }

    private Path jar(String name) {
        return folder.resolve(name + ".jar");
    }

    private static Regularizers load(Path... paths) {
        return load(PATIENCE, paths);
    }

    private static Regularizers load(long patience, Path... paths) {
        List<Loaded> loaded = Plugins.load(List.of(paths), Optional.empty(), patience);
        return Regularizers.of(loaded);
    }

    private static String onlyProblem(Regularizers all) {
        assertThat(all.problems()).hasSize(1);
        return all.problems().getFirst().toString();
    }

    @Test
    void aSoundJarIsListedWithItsVersionAndSha256() throws Exception {
        Path jar = ForeignJar.named("sound").write(jar("sound"));
        Registered found = load(folder).list().getFirst();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
        assertThat(found.name()).isEqualTo("sound");
        assertThat(found.version()).isEqualTo("7");
        assertThat(found.origin().jar()).isEqualTo(jar.toRealPath().toString());
        assertThat(found.origin().sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    /** Many libraries look classes up in the context class loader; ours must not be found there. */
    private static final String SEES_NOTHING_OF_OURS = """
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            if (context != Provider.class.getClassLoader()) throw new IllegalStateException("context of others: " + context);
            try {
                Class.forName("picocli.CommandLine", false, context);
                throw new IllegalStateException("sees our libraries");
            } catch (ClassNotFoundException e) {
                // as it should be
            }
            """;

    @Test
    void contextClassLoaderIsThePluginsOwnWhileItLoadsAndTrains() throws Exception {
        ForeignJar.named("one")
                .constructor(SEES_NOTHING_OF_OURS)
                .hook(SEES_NOTHING_OF_OURS)
                .write(jar("one"));
        ForeignJar.named("two").hook(SEES_NOTHING_OF_OURS).write(jar("two"));
        Regularizers all = load(folder);
        assertThat(all.problems()).isEmpty();
        ClassLoader ours = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                heard.add(Thread.currentThread().getContextClassLoader());
            }
        };
        LabelledImages images = new LabelledImages(new byte[40 * 6], new byte[40], 6, 1, List.of("a", "b"));

        Trainer.sgd(0.1f)
                .epochs(1)
                .batchSize(20)
                .threads(2)
                .listener(listener)
                .regularizers(all.create(RegularizerSpecs.parse("one+two"), 1))
                .fit(Sequential.mlp(new int[] {40}, 2), images, null);

        assertThat(heard).hasSize(2).containsOnly(ours);
        assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(ours);
    }

    @Test
    void theUsualFolderIsLookedAtIfItIsThere() throws Exception {
        ForeignJar.named("sound").write(jar("sound"));
        List<Loaded> loaded = Plugins.load(List.of(), Optional.of(folder), PATIENCE);
        assertThat(Regularizers.of(loaded).list()).hasSize(1);
        assertThat(Plugins.load(List.of(), Optional.of(folder.resolve("absent")), PATIENCE))
                .isEmpty();
    }

    @Test
    void aJarFoundTwiceIsLoadedOnce() throws Exception {
        Path jar = ForeignJar.named("sound").write(jar("sound"));
        Path link = Files.createSymbolicLink(temporary.resolve("link.jar"), jar);
        Regularizers all = load(folder, jar, link);
        assertThat(all.list()).hasSize(1);
        assertThat(all.problems()).isEmpty();
    }

    @Test
    void aFolderMayHoldOtherFoldersAndJarsInCapitals() throws Exception {
        ForeignJar.named("inner")
                .write(Files.createDirectory(folder.resolve("folder.jar")).resolve("inner.jar"));
        ForeignJar.named("sound").write(folder.resolve("SOUND.JAR"));
        Regularizers all = load(folder);
        assertThat(all.list()).extracting(Registered::name).containsExactly("sound");
        assertThat(all.problems()).isEmpty();
    }

    @Test
    void aFolderWithoutJarsIsAProblemIfItWasNamed() {
        assertThat(onlyProblem(load(folder))).isEqualTo(folder + " has no jar in it; name a jar, or a folder of jars");
        List<Loaded> usual = Plugins.load(List.of(), Optional.of(folder), PATIENCE);
        assertThat(Regularizers.of(usual).problems()).isEmpty();
    }

    @Test
    void oneBadJarDoesNotStopTheOthers() throws Exception {
        ForeignJar.named("sound").write(jar("sound"));
        ForeignJar.cutShort(ForeignJar.named("cut").write(jar("cut")));
        Regularizers all = load(folder);
        assertThat(all.list()).extracting(Registered::name).containsExactly("sound");
        assertThat(onlyProblem(all)).contains("cut.jar is not a readable jar");
    }

    @Test
    void emptyAndTextFilesAreNoJars() throws Exception {
        Files.createFile(jar("empty"));
        Files.writeString(jar("text"), "not a jar");
        assertThat(load(folder).problems())
                .extracting(PluginProblem::message)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each).startsWith("is not a readable jar"));
    }

    @Test
    void aJarWithoutServiceFileIsToldWhatItLacks() throws Exception {
        ForeignJar.named("silent").service(null).write(jar("silent"));
        assertThat(onlyProblem(load(folder)))
                .contains("offers no regularizer")
                .contains("META-INF/services/dev.lanewise.spi.RegularizerProvider");
    }

    @Test
    void aServiceFileThatNamesNoClassIsToldAsWell() throws Exception {
        ForeignJar.named("empty").service("# to be written\n").write(jar("empty"));
        assertThat(onlyProblem(load(folder))).contains("empty.jar offers no regularizer");
    }

    @Test
    void aServiceFileMayNameAClassThatIsNotThereBesideOneThatIs() throws Exception {
        ForeignJar.named("sound")
                .service("stranger.Absent\nstranger.Provider\n")
                .write(jar("absent"));
        Regularizers all = load(folder);
        assertThat(all.list()).hasSize(1);
        assertThat(onlyProblem(all))
                .contains("absent.jar has a regularizer that cannot be loaded", "stranger.Absent not found");
    }

    @Test
    void aClassMissingFromTheJarIsNamed() throws Exception {
        ForeignJar.named("missing")
                .constructor("Helper.help();")
                .leaveOut("stranger/Provider$Helper.class")
                .write(jar("missing"));
        assertThat(onlyProblem(load(folder))).contains("NoClassDefFoundError", "stranger/Provider$Helper");
    }

    @Test
    void aConstructorThatThrowsIsReported() throws Exception {
        ForeignJar.named("throws").constructor("throw new Exception(\"boom\");").write(jar("throws"));
        assertThat(onlyProblem(load(folder))).contains("java.lang.Exception: boom");
    }

    @Test
    void aJarForANewerJavaBlamesTheJdk() throws Exception {
        ForeignJar.named("newer").classFileVersion(99 + 44).write(jar("newer"));
        int here = Runtime.version().feature();
        assertThat(onlyProblem(load(folder)))
                .contains("newer.jar", "was built for Java 99, but this is Java " + here)
                .doesNotContain("author");
    }

    @Test
    void anotherSpiVersionIsNamed() throws Exception {
        ForeignJar.named("old").spiVersion("99").write(jar("old"));
        assertThat(onlyProblem(load(folder)))
                .contains("old.jar was built for version 99 of the plug-in interface, but this is version 1");
    }

    @Test
    void blankNamesAreRefused() throws Exception {
        ForeignJar.named(" ").write(jar("blank"));
        assertThat(onlyProblem(load(folder))).contains("invalid name ' '");
    }

    @Test
    void duplicateNamesNameBothJars() throws Exception {
        ForeignJar.named("twin").write(jar("a"));
        ForeignJar.named("twin").write(jar("b"));
        ForeignJar.named("sound").write(jar("sound"));
        Regularizers all = load(folder);
        assertThat(all.list()).extracting(Registered::name).containsExactly("sound");
        assertThat(onlyProblem(all)).contains("a.jar", "b.jar", "both have a regularizer 'twin'");
    }

    @Test
    void aProviderThatNeverComesBackIsGivenUpAndTheOthersAreLoaded() throws Exception {
        ForeignJar.named("endless")
                .constructor("new java.util.concurrent.CountDownLatch(1).await();")
                .write(jar("endless"));
        ForeignJar.named("sound").write(jar("sound"));
        Regularizers all = load(2_000, folder);
        assertThat(all.list()).extracting(Registered::name).containsExactly("sound");
        assertThat(onlyProblem(all)).contains("endless.jar was given up after loading for 2 seconds");
    }

    @Test
    void whatEverybodyMayWriteToIsNotLoaded() throws Exception {
        Path jar = ForeignJar.named("sound").write(jar("sound"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(onlyProblem(load(folder))).endsWith("so it is not loaded; run: chmod o-w " + jar.toRealPath());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(onlyProblem(load(folder)))
                .endsWith("so its jars are not loaded; run: chmod o-w " + folder.toRealPath());
    }

    @Test
    void aPathThatDoesNotExistIsAMistakeOfTheUser() {
        Path absent = temporary.resolve("absent");
        assertThatThrownBy(() -> load(absent))
                .isInstanceOf(CliException.class)
                .hasMessage("there is no plug-in jar or folder " + absent + "; check its name");
    }

    @Test
    void pluginsSeeTheSpiAndTheJdkAndNothingElse() throws Exception {
        ForeignJar.named("sound")
                .constructor(
                        "for (String each : new String[] {\"picocli.CommandLine\", \"dev.lanewise.train.Trainer\","
                                + " \"dev.lanewise.plugins.Dropout\"}) try { Class.forName(each); throw new Exception(each + \" is visible\"); }"
                                + " catch (ClassNotFoundException expected) {}"
                                + " Class.forName(\"java.sql.Connection\");"
                                + " if (getClass().getResource(\"/META-INF/LICENSE\") != null) throw new Exception(\"resource\");")
                .write(jar("sound"));
        assertThat(load(folder).problems()).isEmpty();
    }
}

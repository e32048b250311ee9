package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way through Debian's package, with scripts in place of apt-get and dpkg-deb. */
class DebianPackageTest {
    private static final String FETCH = "touch dataset-fashion-mnist_0_all.deb";

    /** Copies prepared files to where the package has them. */
    private static final String UNPACK = """
            test "$1" = -x && test -f "$2" || exit 1
            mkdir -p "$3/usr/share/datasets" && cp -r "$(dirname "$0")/content" "$3/usr/share/datasets/fashion-mnist"
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() {
        SmallData.write(directory.resolve("content"), true);
    }

    /** A script that first writes down what it was asked, without the options about time-outs. */
    private List<String> script(String name, String body) throws IOException {
        Path file = Files.writeString(
                directory.resolve(name),
                "echo \"$@\" | sed 's/-o Acquire[^ ]* //g' >> \"$(dirname \"$0\")/asked\"\n" + body + "\n");
        return List.of("sh", file.toString());
    }

    private LoadedData load(String aptGet, String dpkgDeb, Duration patience) throws IOException {
        DataSources sources = new DataSources(
                directory.resolve("cache"),
                List.of(),
                List.of(),
                script("apt-get", aptGet),
                script("dpkg-deb", dpkgDeb),
                patience);
        return new DataFinder(sources, DataListener.SILENT, SmallData.pins()).load();
    }

    private void failsWith(String aptGet, String dpkgDeb, Duration patience, String reason) {
        assertThatThrownBy(() -> load(aptGet, dpkgDeb, patience))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the Debian package dataset-fashion-mnist by apt-get: " + reason);
    }

    private List<String> asked() throws IOException {
        return Files.readAllLines(directory.resolve("asked"));
    }

    @Test
    void isDownloadedUnpackedVerifiedAndCached() throws IOException {
        LoadedData loaded = load(FETCH, UNPACK, Duration.ofSeconds(5));

        assertThat(loaded.origin()).isEqualTo("the Debian package dataset-fashion-mnist by apt-get");
        assertThat(loaded.data().train().size()).isEqualTo(SmallData.TRAIN);
        assertThat(loaded.files()).allMatch(each -> each.startsWith(directory.resolve("cache")));
        assertThat(asked().getFirst()).isEqualTo("-q download dataset-fashion-mnist");
    }

    @Test
    void isFoundWithListsOfOurOwnWhereTheSystemHasNone() throws IOException {
        String fresh = """
                case "$*" in
                  *Dir::State=*Dir::Cache=*update*) touch updated;;
                  *Dir::State=*Dir::Cache=*download*) test -f updated && %s;;
                  *) echo 'E: Unable to locate package dataset-fashion-mnist'; exit 100;;
                esac
                """.formatted(FETCH);

        LoadedData loaded = load(fresh, UNPACK, Duration.ofSeconds(5));

        assertThat(loaded.data().test().size()).isEqualTo(SmallData.TEST);
        assertThat(asked()).hasSize(4);
    }

    @Test
    void saysWhyAptGetFailed() {
        failsWith(
                "echo Reading; echo 'E: Unable to locate package'; exit 100",
                UNPACK,
                Duration.ofSeconds(5),
                "E: Unable to locate package");
    }

    @Test
    void saysThatAServerIsOutOfReachRatherThanThatThePackageIsUnknown() {
        String offline = """
                case "$*" in
                  *update*) echo 'W: Failed to fetch http://deb.example/InRelease  Could not resolve';;
                  *) echo 'E: Unable to locate package'; exit 100;;
                esac
                """;
        failsWith(offline, UNPACK, Duration.ofSeconds(5), "W: Failed to fetch http://deb.example/InRelease");
    }

    @Test
    void endsAptGetWhenNothingComes() {
        failsWith("exec sleep 600", UNPACK, Duration.ofMillis(50), "nothing came for");
    }

    @Test
    void saysThatThePackageCouldNotBeUnpacked() {
        failsWith(
                FETCH,
                "echo 'dpkg-deb: error: no archive'; exit 2",
                Duration.ofSeconds(5),
                "dpkg-deb failed: dpkg-deb: error: no archive");
    }

    @Test
    void verifiesWhatThePackageHas() {
        SmallData.write(
                directory.resolve("content").resolve("t10k-labels-idx1-ubyte.gz"),
                SmallData.gzip(SmallData.labels(SmallData.TEST + 1)));

        assertThatThrownBy(() -> load(FETCH, UNPACK, Duration.ofSeconds(5)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t10k-labels-idx1-ubyte.gz is not the file of Fashion-MNIST");
    }
}

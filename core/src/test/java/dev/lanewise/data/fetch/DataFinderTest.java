package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.lanewise.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the loader looks, in what order, and what it says when nothing works. */
class DataFinderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private final DataListener listener = new DataListener() {
        @Override
        public void doing(String what) {
            said.add(what);
        }

        @Override
        public void failed(String source, String why) {
            said.add(source + " failed: " + why);
        }

        @Override
        public void cached(Path where) {
            said.add("cached in " + where);
        }
    };

    private Path cache() {
        return directory.resolve("cache");
    }

    private Path installed() {
        return directory.resolve("installed");
    }

    private DataFinder loader(Path cache, Duration patience, URI... mirrors) {
        DataSources sources =
                new DataSources(cache, List.of(installed()), List.of(mirrors), List.of(), List.of(), patience);
        return new DataFinder(sources, listener, SmallData.pins());
    }

    private DataFinder loader(URI... mirrors) {
        return loader(cache(), PATIENCE, mirrors);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void assertCached() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(cache().resolve(SmallData.pins().get(i).name()))
                    .hasBinaryContent(SmallData.contents().get(i));
        }
        assertThat(names(cache())).hasSize(5).contains(Cache.TAG);
    }

    @Test
    void theCacheComesFirst() {
        SmallData.write(cache(), false);
        SmallData.write(installed(), true);

        assertThat(loader().load().origin()).isEqualTo(cache().toString());
        assertThat(said).isEmpty();
    }

    @Test
    void whatIsInstalledIsReadWhereItIs() {
        SmallData.write(installed(), true);

        LoadedData loaded = loader().load();

        assertThat(loaded.origin()).isEqualTo(installed().toString());
        assertThat(loaded.fashionMnist()).isTrue();
        assertThat(loaded.data().train().size()).isEqualTo(SmallData.TRAIN);
        assertThat(cache()).doesNotExist();
    }

    @Test
    void whatIsFetchedIsCachedAndNotFetchedAgain() throws IOException {
        try (Mirror mirror = Mirror.sound()) {
            LoadedData fetched = loader(mirror.uri()).load();
            assertThat(fetched.origin()).isEqualTo(mirror.uri().toString());
            assertThat(fetched.files()).allMatch(each -> each.startsWith(cache()));
            assertCached();

            LoadedData again = loader(mirror.uri()).load();
            assertThat(again.origin()).isEqualTo(cache().toString());
            assertThat(again.data().train().pixels())
                    .isEqualTo(fetched.data().train().pixels());
            assertThat(mirror.requests).hasValue(4);
            assertThat(said).containsExactly("fetching Fashion-MNIST from " + mirror.uri(), "cached in " + cache());
        }
    }

    @Test
    void aCacheThatIsDamagedIsFetchedAgain() throws IOException {
        SmallData.write(cache(), false);
        Files.writeString(cache().resolve(Cache.TAG), "ours");
        Files.write(cache().resolve("t10k-images-idx3-ubyte"), new byte[] {1, 2, 3});
        try (Mirror mirror = Mirror.sound()) {
            assertThat(loader(mirror.uri()).load().origin())
                    .isEqualTo(mirror.uri().toString());
            assertCached();
        }
    }

    @Test
    void filesInPlaceOfTheCacheThatAreNotOursAreLeftAlone() throws IOException {
        SmallData.write(cache(), false);
        Path own = SmallData.write(cache().resolve("train-images-idx3-ubyte"), new byte[] {1, 2, 3});
        try (Mirror mirror = Mirror.sound()) {
            assertThatThrownBy(() -> loader(mirror.uri()).load())
                    .isInstanceOf(DataException.class)
                    .hasMessage(cache() + " has files that lanewise did not put there, and they are not touched; set"
                            + " LANEWISE_CACHE to another directory");
            assertThat(mirror.requests).hasValue(0);
        }
        assertThat(own).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aCachedFileWithOneOtherBitIsNotUsed() throws IOException {
        SmallData.write(cache(), false);
        Files.writeString(cache().resolve(Cache.TAG), "ours");
        byte[] images = SmallData.contents().get(0);
        images[images.length - 1] ^= 1;
        Files.write(cache().resolve("train-images-idx3-ubyte"), images);

        assertThatThrownBy(() -> loader().load())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("train-images-idx3-ubyte is not the file of Fashion-MNIST (its SHA-256 is");
    }

    @Test
    void theNextMirrorIsTriedWhenOneFails() throws IOException {
        try (Mirror gone = Mirror.with((exchange, content) -> exchange.sendResponseHeaders(404, -1));
                Mirror mirror = Mirror.sound()) {
            assertThat(loader(gone.uri(), mirror.uri()).load().origin())
                    .isEqualTo(mirror.uri().toString());
            assertThat(said.get(1))
                    .isEqualTo(gone.uri() + " failed: t10k-labels-idx1-ubyte.gz: the answer was HTTP status 404");
            assertCached();
        }
    }

    private void failsWith(Mirror mirror, Duration patience, String reason) throws IOException {
        assertThatThrownBy(() -> loader(cache(), patience, mirror.uri()).load())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Fashion-MNIST is not on this machine and could not be fetched: ")
                .hasMessageContaining(mirror.uri() + ": ")
                .hasMessageContaining(reason);
        assertThat(names(cache())).containsExactly(Cache.TAG);
    }

    @Test
    void otherContentIsNotCached() throws IOException {
        byte[] other = SmallData.gzip(SmallData.images(7));
        try (Mirror mirror = Mirror.with((exchange, content) ->
                Mirror.send(exchange, 0, exchange.getRequestURI().getPath().contains("t10k-im") ? other : content))) {
            failsWith(mirror, PATIENCE, "t10k-images-idx3-ubyte.gz is not the file of Fashion-MNIST");
        }
    }

    @Test
    void contentThatBreaksOffIsNotCached() throws IOException {
        try (Mirror mirror = Mirror.with((exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
        })) {
            failsWith(mirror, PATIENCE, "t10k-labels-idx1-ubyte.gz: Premature EOF");
        }
    }

    @Test
    void contentWithoutEndIsNotCached() throws IOException {
        try (Mirror mirror = Mirror.with((exchange, content) -> Mirror.send(exchange, 0, new byte[2_000_000]))) {
            failsWith(mirror, PATIENCE, "t10k-labels-idx1-ubyte.gz: the answer is too long");
        }
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() throws IOException {
        try (Mirror mirror = Mirror.with((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 3000; i++) { // until the other end hangs up
                exchange.getResponseBody().write(content[i % content.length]);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(20_000_000);
            }
        })) {
            failsWith(mirror, Duration.ofSeconds(1), "t10k-labels-idx1-ubyte.gz: the answer comes too slowly");
        }
    }

    @Test
    void redirectsInACircleAreGivenUp() throws IOException {
        try (Mirror mirror = Mirror.with((exchange, content) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(302, -1);
        })) {
            failsWith(mirror, PATIENCE, "redirected too many");
            assertThat(mirror.requests).hasValueLessThan(30);
        }
    }

    @Test
    void aPageInPlaceOfAFileIsNotCached() throws IOException {
        byte[] page = "<!DOCTYPE html><title>404 Not Found</title>".getBytes(StandardCharsets.UTF_8);
        try (Mirror mirror = Mirror.with((exchange, content) -> Mirror.send(exchange, page.length, page))) {
            failsWith(mirror, PATIENCE, "is a web page");
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsNotTrusted() throws IOException {
        try (Mirror mirror = Mirror.sound()) {
            URI secure = URI.create(mirror.uri().toString().replace("http:", "https:"));
            assertThatThrownBy(() -> loader(secure).load())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(secure + ": t10k-labels-idx1-ubyte.gz: ");
            assertThat(mirror.requests).hasValue(0);
        }
    }

    @Test
    void anAddressWithoutTlsIsNotAsked() {
        URI plain = URI.create("http://192.0.2.1/data/");
        assertThatThrownBy(() -> loader(plain).load())
                .isInstanceOf(DataException.class)
                .hasMessageContaining(plain + ": it is no https address");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (Mirror mirror = Mirror.silent()) {
            failsWith(mirror, Duration.ofMillis(200), "timed out");
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUp() throws IOException {
        Mirror closed = Mirror.sound();
        closed.close();

        failsWith(closed, PATIENCE, "refused");
    }

    @Test
    void allThatFailedAreNamedWithTheReasonAndTheFix() throws IOException {
        SmallData.write(installed(), true);
        Files.write(installed().resolve("train-labels-idx1-ubyte.gz"), new byte[] {0x1F});
        try (Mirror gone = Mirror.with((exchange, content) -> exchange.sendResponseHeaders(503, -1))) {
            DataSources sources = new DataSources(
                    cache(),
                    List.of(installed()),
                    List.of(gone.uri()),
                    List.of("no-such-apt-get"),
                    List.of(),
                    PATIENCE);

            assertThatThrownBy(() -> new DataFinder(sources, listener, SmallData.pins()).load())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(installed().resolve("train-labels-idx1-ubyte.gz")
                            + " is not an IDX file: it has only 1 byte")
                    .hasMessageContaining(gone.uri() + ": t10k-labels-idx1-ubyte.gz: the answer was HTTP status 503")
                    .hasMessageContaining("by apt-get: no-such-apt-get cannot be run here")
                    .hasMessageEndingWith("connect to the network once, or give a directory that has its four files");
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsReportedBeforeAnythingIsFetched() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (Mirror mirror = Mirror.sound()) {
            assertThatThrownBy(() -> loader(file.resolve("cache"), PATIENCE, mirror.uri())
                            .load())
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("cannot keep the data set in the cache " + file.resolve("cache"))
                    .hasMessageContaining("set LANEWISE_CACHE to a directory that can be written");
            assertThat(mirror.requests).hasValue(0);
        }
    }

    @Test
    void aFullDiskIsReportedAndNoPartIsLeft() throws IOException {
        Configuration tiny = Configuration.unix().toBuilder()
                .setBlockSize(64)
                .setMaxSize(256)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(tiny);
                Mirror mirror = Mirror.sound()) {
            Path cache = disk.getPath("/cache");

            assertThatThrownBy(() -> loader(cache, PATIENCE, mirror.uri()).load())
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("cannot keep the data set in the cache /cache (out of disk space)")
                    .hasMessageContaining("free 60 MB there");
            assertThat(names(cache)).containsExactly(Cache.TAG);
        }
    }

    @Test
    void loadingAtTheSameTimeGivesEachTheWholeAndLeavesNothingOver() throws Exception {
        try (Mirror mirror = Mirror.sound()) {
            List<CompletableFuture<LoadedData>> loads = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        DataSources sources = new DataSources(
                                cache(), List.of(), List.of(mirror.uri()), List.of(), List.of(), PATIENCE);
                        return new DataFinder(sources, DataListener.SILENT, SmallData.pins()).load();
                    }))
                    .toList();

            for (CompletableFuture<LoadedData> each : loads) {
                assertThat(each.get(5, TimeUnit.MINUTES).data().train().pixels())
                        .isEqualTo(Arrays.copyOfRange(
                                SmallData.contents().get(0),
                                16,
                                SmallData.contents().get(0).length));
            }
            assertCached();
        }
    }
}

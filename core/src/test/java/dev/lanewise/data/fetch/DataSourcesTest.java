package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSourcesTest {
    private static Path cache(Map<String, String> environment) {
        return DataSources.of(environment).cache();
    }

    @Test
    void theCacheIsWhereTheVariablesSayTheMostSpecialFirst() {
        assertThat(cache(Map.of("LANEWISE_CACHE", "/own", "XDG_CACHE_HOME", "/shared", "HOME", "/home")))
                .isEqualTo(Path.of("/own/fashion-mnist"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", "/shared", "HOME", "/home")))
                .isEqualTo(Path.of("/shared/lanewise/fashion-mnist"));
        assertThat(cache(Map.of("HOME", "/home"))).isEqualTo(Path.of("/home/.cache/lanewise/fashion-mnist"));
        assertThat(cache(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "lanewise", "fashion-mnist"));
    }

    @Test
    void variablesThatAreEmptyOrNotAbsoluteDoNotCount() {
        assertThat(cache(Map.of("LANEWISE_CACHE", "", "XDG_CACHE_HOME", "relative", "HOME", "/home")))
                .isEqualTo(Path.of("/home/.cache/lanewise/fashion-mnist"));
    }

    @Test
    void earlierCachesAndSystemPackagesAreRead() {
        assertThat(DataSources.of(Map.of("HOME", "/home")).installed())
                .containsExactly(
                        Path.of("/home/.cache/lanewise"),
                        Path.of("/usr/local/share/datasets/fashion-mnist"),
                        Path.of("/usr/share/datasets/fashion-mnist"));
        assertThat(DataSources.of(Map.of("XDG_DATA_DIRS", "/a::/b:/a", "LANEWISE_CACHE", "/own"))
                        .installed())
                .containsExactly(
                        Path.of("/own"), Path.of("/a/datasets/fashion-mnist"), Path.of("/b/datasets/fashion-mnist"));
    }
}

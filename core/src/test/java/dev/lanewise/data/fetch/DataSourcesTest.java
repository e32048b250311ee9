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
                .isEqualTo(Path.of("/own"));
        assertThat(cache(Map.of("XDG_CACHE_HOME", "/shared", "HOME", "/home"))).isEqualTo(Path.of("/shared/lanewise"));
        assertThat(cache(Map.of("HOME", "/home"))).isEqualTo(Path.of("/home/.cache/lanewise"));
        assertThat(cache(Map.of())).isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "lanewise"));
    }

    @Test
    void variablesThatAreEmptyOrNotAbsoluteDoNotCount() {
        assertThat(cache(Map.of("LANEWISE_CACHE", "", "XDG_CACHE_HOME", "relative", "HOME", "/home")))
                .isEqualTo(Path.of("/home/.cache/lanewise"));
    }

    @Test
    void systemPackagesAreLookedForWhereTheSystemKeepsData() {
        assertThat(DataSources.of(Map.of()).installed())
                .containsExactly(
                        Path.of("/usr/local/share/datasets/fashion-mnist"),
                        Path.of("/usr/share/datasets/fashion-mnist"));
        assertThat(DataSources.of(Map.of("XDG_DATA_DIRS", "/a::/b:/a")).installed())
                .containsExactly(Path.of("/a/datasets/fashion-mnist"), Path.of("/b/datasets/fashion-mnist"));
    }
}

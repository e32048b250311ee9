package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.RegularizerProvider;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Providers are named twice, once for the class path and once for the module path. */
class ProvidersTest {
    private static ModuleDescriptor descriptor() throws Exception {
        URL here = Dropout.class.getResource("Dropout.class");
        try (InputStream in = URI.create(
                        here.toString().replace("dev/lanewise/plugins/Dropout.class", "module-info.class"))
                .toURL()
                .openStream()) {
            return ModuleDescriptor.read(in);
        }
    }

    @Test
    void theSameProvidersAreFoundOnTheClassPathAndOnTheModulePath() throws Exception {
        List<String> onTheClassPath = ServiceLoader.load(RegularizerProvider.class).stream()
                .map(each -> each.type().getName())
                .toList();
        List<String> onTheModulePath = descriptor().provides().stream()
                .flatMap(each -> each.providers().stream())
                .toList();
        assertThat(onTheModulePath).hasSize(21).containsExactlyInAnyOrderElementsOf(onTheClassPath);
    }
}

package dev.lanewise.cli.plugin;

import dev.lanewise.cli.base.Sha256;
import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.Origin;
import dev.lanewise.spi.RegularizerProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;

/** One plug-in jar, being loaded on a thread of its own, so that a slow one holds up neither the others nor the program for ever. */
final class PluginJar {
    private static final String SERVICE = "META-INF/services/" + RegularizerProvider.class.getName();

    private static final String OFFERS_NONE =
            "offers no regularizer: its author must name the provider's class in " + SERVICE;

    private final Path jar;
    private final CompletableFuture<Loaded> loading = new CompletableFuture<>();

    private PluginJar(Path jar) {
        this.jar = jar;
    }

    /** Starts to load a jar. */
    static PluginJar start(Path jar) {
        PluginJar plugin = new PluginJar(jar);
        Thread.ofPlatform().daemon().name("load " + jar.getFileName()).start(plugin::run);
        return plugin;
    }

    private void run() {
        try {
            loading.complete(load());
        } catch (Throwable e) { // a class initialiser may do anything
            loading.completeExceptionally(e);
        }
    }

    /** What the jar offers, and what is wrong with it. */
    Loaded await(long milliseconds) {
        Origin unread = new Origin(jar.toString(), "");
        try {
            return loading.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Loaded.failed(
                    unread,
                    "was given up after loading for " + milliseconds / 1000
                            + " seconds; the constructor of a provider must be quick, so report it to its author");
        } catch (ExecutionException e) {
            return Loaded.failed(unread, "cannot be loaded (" + e.getCause() + "); report it to its author");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Loaded.failed(unread, "was not loaded, as the program was interrupted; start it again");
        }
    }

    private Loaded load() throws IOException {
        Origin origin = new Origin(jar.toString(), "");
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICE) == null) {
                return Loaded.failed(origin, OFFERS_NONE);
            }
            origin = new Origin(jar.toString(), Sha256.of(jar));
        } catch (IOException e) {
            return Loaded.failed(origin, "is not a readable jar (" + e.getMessage() + "); copy or build it again");
        }
        Origin found = origin;
        // Never closed: regularizers may load more of their classes at any time.
        URLClassLoader loader = new URLClassLoader(
                RunningPlugin.LOADER + jar, new URL[] {jar.toUri().toURL()}, new SpiClassLoader());
        Loaded all = Loaded.from(loader, found, provider -> found);
        boolean nothing = all.found().isEmpty() && all.problems().isEmpty();
        return nothing ? Loaded.failed(found, OFFERS_NONE) : all;
    }
}

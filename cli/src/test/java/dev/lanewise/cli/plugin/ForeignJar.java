package dev.lanewise.cli.plugin;

import dev.lanewise.spi.RegularizerProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds plug-in jars as strangers might, sound and broken. */
final class ForeignJar {
    private static final String SERVICE = "META-INF/services/dev.lanewise.spi.RegularizerProvider";

    private String name = "sound";
    private String version = "SPI_VERSION";
    private String constructor = "";
    private String hook = "";
    private String service = "stranger.Provider";
    private String leftOut = "";
    private int classFileVersion;

    static ForeignJar named(String name) {
        ForeignJar jar = new ForeignJar();
        jar.name = name;
        return jar;
    }

    ForeignJar spiVersion(String expression) {
        version = expression;
        return this;
    }

    /** What the provider's constructor does. */
    ForeignJar constructor(String statements) {
        constructor = statements;
        return this;
    }

    /** What the hook does to {@code float[] x}, given {@code ActivationBlock block}. */
    ForeignJar hook(String statements) {
        hook = statements;
        return this;
    }

    ForeignJar service(String text) {
        service = text;
        return this;
    }

    /** Says that its classes need another Java. */
    ForeignJar classFileVersion(int value) {
        classFileVersion = value;
        return this;
    }

    /** A class that is compiled, but not packed. */
    ForeignJar leaveOut(String className) {
        leftOut = className;
        return this;
    }

    private String source() {
        return """
                package stranger;
                import dev.lanewise.spi.*;
                public class Provider implements RegularizerProvider {
                    public Provider() throws Exception { %s }
                    public int spiVersion() { return %s; }
                    public String name() { return "%s"; }
                    public String summary() { return "a stranger's"; }
                    public String version() { return "7"; }
                    public Regularizer create(Arguments arguments) { return new Hook(); }
                    static class Hook implements MultiplicativeRegularizer {
                        public void multiply(ActivationBlock block) {
                            float[] x = block.values();
                            %s
                        }
                    }
                    static class Helper { static void help() {} }
                }
                """.formatted(constructor, version, name, hook);
    }

    /** Compiles and packs it. */
    Path write(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(jar.getParent().getParent(), "classes");
        compile(classes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String entry = classes.relativize(file).toString();
                if (!entry.equals(leftOut)) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (classFileVersion > 0) {
                        bytes[7] = (byte) classFileVersion; // the low byte, after a magic number and the minor version
                    }
                    add(out, entry, bytes);
                }
            }
            if (service != null) {
                add(out, SERVICE, service.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, String entry, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        out.write(bytes);
        out.closeEntry();
    }

    private void compile(Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///stranger/Provider.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source();
                    }
                };
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", into.toString(), "-cp", spi(), "-proc:none");
            if (!compiler.getTask(messages, files, null, options, null, List.of(file))
                    .call()) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }

    private static String spi() {
        return RegularizerProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    /** A file that ends in the middle. */
    static Path cutShort(Path jar) throws IOException {
        byte[] whole = Files.readAllBytes(jar);
        try (OutputStream out = Files.newOutputStream(jar)) {
            out.write(whole, 0, whole.length / 2);
        }
        return jar;
    }
}

package dev.lanewise.cli.base;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What this process runs on. */
public final class Machine {
    private Machine() {}

    /** The version of Lanewise. */
    public static String version() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** The Java virtual machine in one line. */
    public static String jvm() {
        return System.getProperty("java.vm.name") + " " + Runtime.version() + " (" + System.getProperty("java.vendor")
                + ")";
    }

    /** The operating system in one line. */
    public static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** The most memory this process has had at a time, in bytes; empty where the system does not say (it is Linux that does). */
    public static OptionalLong peakMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** All of it. */
    public static JsonObject json() {
        JsonObject out = new JsonObject();
        out.put("jvm", jvm());
        out.put("system", system());
        out.put("processors", Runtime.getRuntime().availableProcessors());
        out.put("max_heap_bytes", Runtime.getRuntime().maxMemory());
        return out;
    }
}

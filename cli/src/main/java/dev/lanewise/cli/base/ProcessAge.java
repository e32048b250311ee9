package dev.lanewise.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How long this process has been running, together with the launcher that started it. */
final class ProcessAge {
    /** Where a line of /proc/PID/stat has the start, counted from the end of the program's name. */
    private static final int START_FIELD = 20;

    private static final double TICKS_PER_SECOND = 100;

    private ProcessAge() {}

    static double seconds() {
        ProcessHandle self = ProcessHandle.current();
        // The launcher starts a class, users start a jar.
        boolean launched = System.getProperty("sun.java.command", "").startsWith("dev.lanewise.");
        ProcessHandle first = launched ? self.parent().orElse(self) : self;
        try {
            return onLinux(first.pid());
        } catch (IOException | RuntimeException e) {
            Instant now = Instant.now();
            return Duration.between(first.info().startInstant().orElse(now), now)
                            .toNanos()
                    * 1e-9;
        }
    }

    /** {@link ProcessHandle.Info#startInstant} is up to a second off on Linux, as the time of the boot is in whole seconds. */
    private static double onLinux(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ")[0];
        return Double.parseDouble(uptime) - Long.parseLong(afterName[START_FIELD - 1]) / TICKS_PER_SECOND;
    }
}

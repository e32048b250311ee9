package dev.lanewise.bench;

import java.io.IOException;

/** Entry point of the benchmarks, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private Main() {}

    /** Runs JMH with its own command line. */
    public static void main(String[] args) throws IOException {
        org.openjdk.jmh.Main.main(args);
    }
}

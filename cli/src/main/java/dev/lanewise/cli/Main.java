package dev.lanewise.cli;

/** Entry point of the command line, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private Main() {}

    /** Prints the version of the jar this class came from. */
    public static void main(String[] args) {
        System.out.println("lanewise " + Main.class.getPackage().getImplementationVersion());
    }
}

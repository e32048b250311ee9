package dev.lanewise.cli.fault;

/** The process has ended: whatever it still tries to change does not reach the disk. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
        super("the process is gone", null, false, false);
    }
}

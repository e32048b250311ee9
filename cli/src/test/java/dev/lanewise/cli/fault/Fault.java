package dev.lanewise.cli.fault;

/** What goes wrong at an operation that changes a disk. */
enum Fault {
    /** A write takes half of the bytes and says so, as it may. */
    SHORT_WRITE,

    /** A write takes half of the bytes, and then, as for all later ones, there is no room. */
    NO_SPACE,

    /** The operation fails; later ones work. */
    INPUT_OUTPUT_ERROR,

    /** The process is gone before the operation, as after SIGKILL. */
    CRASH,

    /** The power is gone before the operation, and with it all that was not synced: contents, new names, renamings, deletions. */
    POWER_CUT,

    /** The power is gone before the operation; names had reached the disk, contents that were not synced had not. */
    POWER_CUT_AFTER_NAMES;

    boolean endsTheProcess() {
        return compareTo(CRASH) >= 0;
    }
}

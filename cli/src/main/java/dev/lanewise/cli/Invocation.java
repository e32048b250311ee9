package dev.lanewise.cli;

import dev.lanewise.cli.terminal.Terminal;

/** One call of the command line: what its commands share. */
public record Invocation(Terminal terminal, Interruption interruption, Timings timings) {}

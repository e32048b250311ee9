package dev.lanewise.cli.session;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.view.Terminal;

/** One call of the command line: what its commands share. */
public record Invocation(Terminal terminal, Interruption interruption, Timings timings) {}

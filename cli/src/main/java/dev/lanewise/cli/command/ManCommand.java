package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.ManPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
        name = "man",
        description = {"Prints the manual page.", "", "To read it:", "  java -jar cli.jar man | man -l -"})
public final class ManCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    /** The command, for this call of the command line. */
    public ManCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.terminal().line(ManPage.of(spec.root().commandLine()));
        return ExitCode.OK.code();
    }
}

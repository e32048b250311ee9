package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.session.Invocation;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets bash or zsh complete commands and options of 'lanewise'.",
            "",
            "In ~/.bashrc:",
            "  alias lanewise='java -jar /path/to/cli.jar'",
            "  source <(lanewise completion)",
        })
public final class CompletionCommand implements Callable<Integer> {
    /** A shell completes a word, so the command needs a name of one. */
    static final String ALIAS = "lanewise";

    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

    /** The command, for this call of the command line. */
    public CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.terminal().line(AutoComplete.bash(ALIAS, spec.root().commandLine()));
        return ExitCode.OK.code();
    }
}

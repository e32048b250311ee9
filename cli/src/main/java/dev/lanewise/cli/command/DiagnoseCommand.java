package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.diagnose.Diagnosis;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.view.DiagnosisView;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what the figures of a kept run mean, and what to try next. */
@Command(
        name = "diagnose",
        description = "Says what a run's figures mean: is its network too small, or does it learn by heart? And what to"
                + " try next.")
public final class DiagnoseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "RUN", description = "The folder of a run, as kept by --out.")
    private Path run;

    private DiagnoseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command with all its options. */
    public static CommandLine create(Invocation invocation) {
        return new CommandLine(new DiagnoseCommand(invocation));
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        Diagnosis diagnosis =
                Diagnosis.of(new Resources(invocation).savedRun(run).result());
        if (output.json()) {
            DiagnosisView.json(diagnosis, invocation.terminal());
        } else {
            DiagnosisView.text(diagnosis, invocation.terminal());
        }
        return ExitCode.OK.code();
    }
}

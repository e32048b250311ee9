package dev.lanewise.cli.option;

import dev.lanewise.model.Layout;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model a command is about, as all commands that read one take it. */
public final class ModelOptions {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "The folder of a run; or a file, safetensors (of PyTorch too) or ONNX.")
    private Path path;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "Which way round the safetensors has its weights: lanewise ([inputs, units]) or pytorch"
                    + " ([units, inputs]). Default: as their shapes say")
    private Layout layout;

    /** What was given: a file, or a run's folder. */
    public Path path() {
        return path;
    }

    /** Null to find it by the shapes. */
    public Layout layout() {
        return layout;
    }
}

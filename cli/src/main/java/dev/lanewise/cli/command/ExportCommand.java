package dev.lanewise.cli.command;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.option.ModelOptions;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.OnnxInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a network for other programs. */
@Command(
        name = "export",
        description = {
            "Writes a trained network as ONNX, for other programs.",
            "The graph takes 'input', float32 [batch, features]: pixels of 0 to 255, or the features of a table in their own"
                    + " units, which it scales itself. It gives 'logits' and 'probabilities', both [batch, classes]; or 'values',"
                    + " [batch, targets], in their own units, if that is what the network predicts.",
        })
public final class ExportCommand implements Callable<Integer> {
    private static final String ENDING = ".onnx";

    private final Invocation invocation;

    @Mixin
    private ModelOptions model;

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it; its name ends in .onnx.")
    private Path file;

    @Option(names = "--overwrite", description = "Replace FILE if it is there already.")
    private boolean overwrite;

    @Mixin
    private OutputOptions output;

    /** For this call of the command line. */
    public ExportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw new CliException(
                    ExitCode.USAGE, "the name of the exported file must end in " + ENDING + ", but is " + file);
        }
        requireFree();
        ModelFile.Model loaded = ModelFile.load(RunFolder.network(model.path()), model.layout());
        try {
            ModelFile.exportOnnx(
                    file,
                    loaded.net(),
                    loaded.net().inputStandardization().isPresent() ? OnnxInput.FEATURES : OnnxInput.PIXELS,
                    loaded.metadata());
        } catch (IOException e) {
            throw RunFolder.cannotWrite(file, e, "name another file");
        }
        if (output.json()) {
            JsonObject event = Json.event("export");
            event.put("file", file.toString());
            event.put("weights_sha256", ModelFile.weightsSha256(loaded.net()));
            invocation.terminal().line(Json.line(event));
        } else {
            invocation.terminal().line("Wrote " + file + ".");
        }
        return ExitCode.OK.code();
    }

    private void requireFree() {
        if (Files.isDirectory(file)) {
            throw new CliException(ExitCode.OUTPUT, file + " is a folder; name a file to write to");
        }
        if (!overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CliException(
                    ExitCode.OUTPUT, file + " is there already; name another file, or replace it with --overwrite");
        }
    }
}

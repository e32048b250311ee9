package dev.lanewise.cli.command;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Machine;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.TableSource;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.session.DataInfo;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.session.Resources;
import dev.lanewise.cli.view.Words;
import dev.lanewise.data.fetch.DataSources;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.registry.Registered;
import dev.lanewise.registry.Regularizers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what training would run on. */
@Command(name = "info", description = "Says what training would run on: JVM, kernels, threads, data, plug-ins.")
public final class InfoCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--plugins",
            paramLabel = "PATH",
            description = "A jar, or a folder of jars, with more regularizers.")
    private List<Path> plugins = List.of();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "Say what is in this data: a CSV or TSV file, a folder with the four IDX files, or one with a folder of"
                            + " pictures for each class.")
    private Path data;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column of the table that is to be predicted, or several with commas between.")
    private String target;

    @Option(names = "--no-header", description = "The first line of the table is a row.")
    private boolean noHeader;

    @Mixin
    private OutputOptions output;

    /** For this call of the command line. */
    public InfoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        RunConfig config = config();
        Resources.requireTable(config);
        if (data != null && !plugins.isEmpty()) {
            throw CliException.usage("--plugins has no effect beside --data; leave one of them out");
        }
        JsonObject info = data == null ? info() : dataInfo(config);
        if (output.json()) {
            JsonObject event = Json.event("info");
            event.putAll(info);
            invocation.terminal().line(Json.line(event));
        } else {
            print(info);
        }
        return ExitCode.OK.code();
    }

    /** The data as training with these options would take it. */
    private RunConfig config() {
        Map<String, String> options = new LinkedHashMap<>();
        if (data != null) {
            options.put("data", data.toString());
        }
        if (target != null) {
            options.put("target", target);
        }
        options.put("no-header", Boolean.toString(noHeader));
        return RunConfig.of(options);
    }

    private JsonObject dataInfo(RunConfig config) {
        return TableSource.isWanted(config)
                ? DataInfo.of(data, config.targets(), !noHeader)
                : DataInfo.of(new Resources(invocation).data(Optional.of(data)));
    }

    private JsonObject info() {
        Kernels kernels = KernelChoice.choose("auto");
        JsonObject out = new JsonObject();
        out.put("version", Machine.version());
        out.putAll(Machine.json());
        out.put("kernels", kernels.describe());
        out.put("kernels_because", KernelChoice.reason(kernels));
        out.put(
                "products",
                "of each layer in the way that the first steps show to be the fastest; run.json says which");
        out.put(
                "data",
                DataSources.of(System.getenv())
                        .found()
                        .map(Path::toString)
                        .orElse("not on this machine; it is fetched when first needed"));
        JsonArray regularizers = new JsonArray();
        Resources resources = new Resources(invocation);
        Regularizers all = resources.regularizers(plugins, false);
        resources.warn(all);
        for (Registered each : all.list()) {
            regularizers.add(each.name() + " " + each.version() + " (" + each.origin() + ")");
        }
        out.put("regularizers", regularizers);
        return out;
    }

    private void print(JsonObject object) {
        for (Map.Entry<String, Object> each : object.entrySet()) {
            String name = each.getKey().replace('_', ' ');
            if (each.getValue() instanceof JsonArray list) {
                line(name + ":");
                list.forEach(item -> line("  " + item));
            } else {
                line(name + ": " + each.getValue());
            }
        }
    }

    private void line(String text) {
        Words.wrap(text, 4).forEach(invocation.terminal()::line);
    }
}

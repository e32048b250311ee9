package dev.lanewise.cli.command;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.plugin.Plugins;
import dev.lanewise.cli.run.RunWarnings;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Listing;
import dev.lanewise.registry.Regularizers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the regularizers. */
@Command(
        name = "regularizers",
        description =
                "Lists the regularizers there are, built in and from plug-ins; 'regularizers verify JAR' checks a plug-in.")
public final class RegularizersCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--plugins",
            paramLabel = "PATH",
            description =
                    "A jar, or a folder of jars, with more regularizers. May be repeated. Default: the folder 'plugins'"
                            + " beside cli.jar, if there is one")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--no-plugins", description = "List the built-in regularizers only.")
    private boolean noPlugins;

    private RegularizersCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The command and its subcommand. */
    public static CommandLine create(Invocation invocation) {
        return new CommandLine(new RegularizersCommand(invocation)).addSubcommand(new VerifyCommand(invocation));
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        if (noPlugins && !plugins.isEmpty()) {
            invocation.terminal().always("lanewise: " + RunWarnings.PLUGINS_LEFT_OUT);
        }
        Regularizers all = noPlugins ? Regularizers.installed() : Plugins.load(plugins);
        if (output.json()) {
            all.list().forEach(each -> line(Json.line(Listing.json(each))));
            all.problems().forEach(each -> line(Json.line(Listing.json(each))));
        } else {
            Listing.table(all.list()).forEach(this::line);
        }
        all.problems().forEach(each -> invocation.terminal().always("lanewise: plug-in left out: " + each));
        return ExitCode.OK.code();
    }

    private void line(String text) {
        invocation.terminal().line(text);
    }
}

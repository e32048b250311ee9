package dev.lanewise.cli;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import dev.lanewise.cli.command.CompareCommand;
import dev.lanewise.cli.command.CompletionCommand;
import dev.lanewise.cli.command.DiagnoseCommand;
import dev.lanewise.cli.command.EvaluateCommand;
import dev.lanewise.cli.command.ExportCommand;
import dev.lanewise.cli.command.InfoCommand;
import dev.lanewise.cli.command.ManCommand;
import dev.lanewise.cli.command.PredictCommand;
import dev.lanewise.cli.command.RegularizersCommand;
import dev.lanewise.cli.command.ReportCommand;
import dev.lanewise.cli.command.SweepCommand;
import dev.lanewise.cli.command.TrainCommand;
import dev.lanewise.cli.option.PathText;
import dev.lanewise.cli.option.Unmatched;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.FailureView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: which commands there are, and what becomes of their failures. */
@Command(
        name = CommandLines.PROGRAM,
        description = {
            "Trains multilayer perceptrons with pluggable regularizers, in pure Java.",
            "",
            "Options without a command train; 'train --help' lists them.",
        },
        synopsisHeading = "Usage: ",
        customSynopsis = {
            CommandLines.PROGRAM + " [train] [options]",
            "       " + CommandLines.PROGRAM + " <command> [options]",
        },
        descriptionHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  " + CommandLines.PROGRAM + " --regularizer dropout:0.2,0.5",
            "  " + CommandLines.PROGRAM + " --hidden 1024x4 --regularizer dropout:0.5 --out runs/large",
            "  " + CommandLines.PROGRAM + " evaluate runs/large",
        },
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true)
public final class Lanewise {
    /** Commands that describe the others. */
    private static final Set<String> WANT_ALL = Set.of("completion", "man");

    private final Invocation invocation;
    private final Function<Invocation, CommandLine> sweep;

    private Lanewise(Invocation invocation, Function<Invocation, CommandLine> sweep) {
        this.invocation = invocation;
        this.sweep = sweep;
    }

    /**
     * Runs what the arguments say.
     *
     * @return the exit code
     */
    public static int run(Invocation invocation, String... args) {
        return run(invocation, SweepCommand::create, args);
    }

    /**
     * The same, with a command {@code sweep} of the caller's.
     *
     * @return the exit code
     */
    public static int run(Invocation invocation, Function<Invocation, CommandLine> sweep, String... args) {
        Lanewise lanewise = new Lanewise(invocation, sweep);
        List<String> all = new ArrayList<>(Arrays.asList(args));
        if (all.isEmpty() || trains(all.getFirst())) {
            all.addFirst("train");
        }
        try {
            int code = lanewise.commandLine(all.getFirst()).execute(all.toArray(String[]::new));
            invocation.terminal().requireWritten();
            return code;
        } catch (CliException | Error e) { // from the help; and lack of memory, which picocli does not hand on
            return lanewise.fail(e, all);
        }
    }

    /** An option comes first, and not one of the command line as a whole. */
    private static boolean trains(String first) {
        return first.startsWith("-")
                && !List.of("-h", "--help", "-V", "--version").contains(first);
    }

    /** With the command that is named first alone, if one is: to describe them all takes a fifth of a second. */
    private List<Object> commands(String first) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> TrainCommand.create(invocation));
        commands.put("evaluate", () -> new EvaluateCommand(invocation));
        commands.put("predict", () -> new PredictCommand(invocation));
        commands.put("export", () -> new ExportCommand(invocation));
        commands.put("compare", () -> CompareCommand.create(invocation));
        commands.put("sweep", () -> sweep.apply(invocation));
        commands.put("diagnose", () -> DiagnoseCommand.create(invocation));
        commands.put("report", () -> ReportCommand.create(invocation));
        commands.put("info", () -> new InfoCommand(invocation));
        commands.put("regularizers", () -> RegularizersCommand.create(invocation));
        commands.put("completion", () -> new CompletionCommand(invocation));
        commands.put("man", () -> new ManCommand(invocation));
        boolean alone = commands.containsKey(first) && !WANT_ALL.contains(first);
        return alone
                ? List.of(commands.get(first).get())
                : commands.values().stream().map(Supplier::get).toList();
    }

    private List<CommandSpec> allCommands() {
        return commandLine("").getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    private CommandLine commandLine(String first) {
        CommandLine line = new CommandLine(this);
        commands(first).forEach(line::addSubcommand);
        for (CommandLine each : line.getSubcommands().values()) {
            each.getCommandSpec().mixinStandardHelpOptions(true);
            each.getCommandSpec().versionProvider(new VersionText());
            each.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
        }
        line.registerConverter(Path.class, new PathText());
        describeExitCodes(line);
        line.setOut(invocation.terminal().writer());
        line.setExpandAtFiles(false);
        line.setOverwrittenOptionsAllowed(true); // and refused by us, as picocli overlooks those in groups
        line.setExecutionStrategy(parsed -> {
            requireOnce(parsed);
            return new RunLast().execute(parsed);
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(invocation.terminal().color() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((failure, args) -> fail(failure, Arrays.asList(args)));
        line.setExecutionExceptionHandler((failure, at, parsed) -> fail(failure, parsed.originalArgs()));
        return line;
    }

    /** Of an option that is given twice the last would win, and the other do nothing. */
    private static void requireOnce(ParseResult parsed) {
        for (OptionSpec each : parsed.matchedOptions()) {
            if (!each.isMultiValue() && each.stringValues().size() > 1) {
                CliException twice = CliException.usage(each.longestName() + " is given twice; leave one out");
                throw new ExecutionException(parsed.commandSpec().commandLine(), twice.getMessage(), twice);
            }
        }
        parsed.subcommands().forEach(Lanewise::requireOnce);
    }

    private static void describeExitCodes(CommandLine line) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode each : ExitCode.values()) {
            codes.put(Integer.toString(each.code()), each.meaning());
        }
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
    }

    /** Says what went wrong, as text and, if JSON is wanted, also as JSON. */
    private int fail(Throwable failure, List<String> args) {
        if (Failures.exitCode(failure) == ExitCode.BROKEN_PIPE) {
            return ExitCode.BROKEN_PIPE.code();
        }
        String message = failure instanceof ParameterException e ? usage(e, args) : Failures.message(failure);
        return FailureView.show(
                        invocation.terminal(), failure, message, args.contains("--json"), args.contains("--debug"))
                .code();
    }

    private String usage(ParameterException failure, List<String> args) {
        String message = failure.getMessage();
        String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            Optional<String> guess = Unmatched.message(unmatched, args, this::allCommands);
            if (guess.isPresent()) {
                return guess.get();
            }
            List<String> near = unmatched.getSuggestions();
            String first = unmatched.getUnmatched().getFirst();
            if (!near.isEmpty() && !near.contains(first) && !first.startsWith("@")) {
                return message + "; did you mean " + String.join(" or ", near.subList(0, Math.min(2, near.size())))
                        + "?";
            }
        }
        return message + "; see " + help;
    }
}

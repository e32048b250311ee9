package dev.lanewise.bench.jmh;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.bench.base.Numbers;
import dev.lanewise.bench.dropout.Variant;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.machine.Threads;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.UnCloseablePrintStream;

/**
 * A run of JMH with our profiler. What JMH says meanwhile goes to standard error: standard output is for results, and for the lists
 * that it can be asked for.
 *
 * @param rows its results, as its JSON has them; none if it was asked for a list
 * @param failed the benchmarks that gave no result; JMH has said why
 */
public record JmhRun(JsonArray rows, Set<String> failed) {
    /**
     * Runs JMH with these arguments of its own.
     *
     * @throws IllegalArgumentException if they make no sense; nothing has been measured then
     * @throws IOException if a file cannot be written or a benchmark failed that must not
     */
    public static JmhRun of(List<String> arguments) throws IOException {
        // Our profiler comes first, so that others (gc) start after it and stop before it.
        List<String> all = new ArrayList<>(List.of("-prof", MachineProfiler.class.getName()));
        all.addAll(arguments);
        try {
            CommandLineOptions options = new CommandLineOptions(all.toArray(String[]::new));
            if (isList(options)) {
                return new JmhRun(new JsonArray(), Set.of());
            }
            check(options);
            Set<String> failed = new LinkedHashSet<>();
            Collection<RunResult> results = new Runner(options, noting(failed, progress(options))).run();
            results.forEach(each -> failed.remove(name(each.getParams())));
            return new JmhRun(rows(results), failed);
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; -h lists the options of JMH, --help our commands", e);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + e.getPattern() + "' is no pattern of benchmarks: " + e.getDescription() + "; -l lists them",
                    e);
        } catch (NoBenchmarksException e) {
            throw new IllegalArgumentException(
                    "no benchmark matches '" + String.join(" ", arguments) + "'; -l lists them", e);
        } catch (ProfilersFailedException e) {
            throw new IllegalArgumentException("a profiler cannot be used (" + reason(e) + "); -lprof lists them", e);
        } catch (RunnerException e) {
            throw new IOException("JMH has failed: " + reason(e), e);
        }
    }

    private static boolean isList(CommandLineOptions options) throws IOException {
        Runner runner = new Runner(options, format(System.out, VerboseMode.NORMAL));
        if (options.shouldHelp()) {
            options.showHelp();
        } else if (options.shouldList()) {
            runner.list();
        } else if (options.shouldListWithParams()) {
            runner.listWithParams(options);
        } else if (options.shouldListProfilers()) {
            options.listProfilers();
        } else if (options.shouldListResultFormats()) {
            options.listResultFormats();
        } else {
            return false;
        }
        return true;
    }

    /** Refuses what benchmarks would refuse, each with a trace, and a file that could not be written when all is measured. */
    private static void check(Options options) throws IOException {
        values(options, "shape").forEach(Shape::parse);
        values(options, "system").forEach(GemmSystem::named);
        values(options, "threads").forEach(Threads::parse);
        values(options, "batch").forEach(each -> Numbers.positive(each, "images a step"));
        values(options, "hidden").forEach(each -> Numbers.positive(each, "hidden units"));
        values(options, "variant").forEach(JmhRun::checkVariant);
        for (String net : values(options, "net", "256x2")) {
            for (String optimizer : values(options, "optimizer", "sgd")) {
                for (String regularizer : values(options, "regularizer", "none")) {
                    new Recipe(Net.parse(net), optimizer, regularizer, 1, "1");
                }
            }
        }
        if (options.getResult().hasValue()) {
            Path file = Path.of(options.getResult().get());
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        }
    }

    private static Collection<String> values(Options options, String parameter, String... otherwise) {
        return options.getParameter(parameter).orElse(List.of(otherwise));
    }

    private static void checkVariant(String name) {
        if (Arrays.stream(Variant.values()).noneMatch(each -> each.name().equals(name))) {
            throw new IllegalArgumentException(
                    "there is no variant '" + name + "' of dropout; there is " + Arrays.toString(Variant.values()));
        }
    }

    private static OutputFormat progress(Options options) throws IOException {
        PrintStream out = options.getOutput().hasValue()
                ? new PrintStream(options.getOutput().get())
                : System.err;
        return format(out, options.verbosity().orElse(Defaults.VERBOSITY));
    }

    /** Runs close what they write to. */
    private static OutputFormat format(PrintStream out, VerboseMode mode) throws IOException {
        return OutputFormatFactory.createFormatInstance(new UnCloseablePrintStream(out, out.charset()), mode);
    }

    /** A benchmark that fails is missing from the results and nothing else, so note which have begun. */
    private static OutputFormat noting(Set<String> begun, OutputFormat format) {
        return (OutputFormat) Proxy.newProxyInstance(
                JmhRun.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("startBenchmark")) {
                        begun.add(name((BenchmarkParams) arguments[0]));
                    }
                    return method.invoke(format, arguments);
                });
    }

    private static String name(BenchmarkParams params) {
        StringBuilder out = new StringBuilder(
                params.getBenchmark() + " -bm " + params.getMode().shortLabel());
        params.getParamsKeys()
                .forEach(key -> out.append(" -p ").append(key).append('=').append(params.getParam(key)));
        return out.toString();
    }

    private static JsonArray rows(Collection<RunResult> results) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .writeOut(results);
        try {
            return JsonParser.array().from(bytes.toString(StandardCharsets.UTF_8));
        } catch (JsonParserException e) {
            throw new IOException("JMH has given results that are no JSON", e);
        }
    }

    /** The message of what came first: JMH wraps it, and hides it among what is suppressed. */
    private static String reason(Throwable e) {
        if (e.getCause() != null) {
            return reason(e.getCause());
        }
        return e.getSuppressed().length == 0 ? e.getMessage() : reason(e.getSuppressed()[0]);
    }
}

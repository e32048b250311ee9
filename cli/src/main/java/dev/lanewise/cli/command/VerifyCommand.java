package dev.lanewise.cli.command;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.option.OutputOptions;
import dev.lanewise.cli.plugin.Plugins;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Words;
import dev.lanewise.registry.Registered;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.testkit.Check;
import dev.lanewise.testkit.ContractChecks;
import dev.lanewise.testkit.ContractViolation;
import dev.lanewise.testkit.MedianInterval;
import dev.lanewise.testkit.NotCheckedException;
import dev.lanewise.testkit.StepCost;
import dev.lanewise.train.DivergenceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the regularizers of a jar against all that the engine relies on. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks each regularizer of a jar: that arguments are refused by name, that hooks give the same bits for"
                        + " any cut into blocks and any number of threads, that gradients are those of finite differences."
                        + " Says how much longer a training step takes.")
public final class VerifyCommand implements Callable<Integer> {
    private static final Duration MEASURING = Duration.ofSeconds(2);

    private static final double COSTLY = 1.1;

    private static final String ON_BLOCKS = "; are there branches on random numbers or on signs in its loops?";

    private static final String ON_MATRICES =
            "; does it ask for arrays of whole matrices that it could do without, or for them in more steps than it needs?";

    private static final String SEE = " See 'Speed' in docs/writing-a-regularizer.md";

    private final Invocation invocation;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "JAR", description = "The plug-in's jar.")
    private Path jar;

    @Option(
            names = "--regularizer",
            paramLabel = "NAME:ARGS",
            description =
                    "Check this one, with these arguments for two hidden layers. Default: all of the jar, with required"
                            + " arguments from within their ranges")
    private String regularizer = "";

    private int kept;
    private int broken;

    VerifyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        output.applyTo(invocation.terminal());
        RegularizerSpecs named = named();
        Regularizers all = Plugins.load(jar);
        if (all.list().isEmpty()) {
            throw new CliException(
                    ExitCode.REGULARIZER, all.problems().getFirst().toString());
        }
        boolean found = false;
        for (Registered each : all.list()) {
            if (regularizer.isEmpty() || named.contains(each.name())) {
                found = true;
                verify(all, each);
            }
        }
        if (!found) {
            throw CliException.usage(jar + " has no regularizer '"
                    + named.list().getFirst().name() + "', but "
                    + String.join(
                            ", ", all.list().stream().map(Registered::name).toList()));
        }
        all.problems().forEach(each -> report(each.origin().jar(), "can be loaded", each.message()));
        end();
        return broken == 0 ? ExitCode.OK.code() : ExitCode.REGULARIZER.code();
    }

    /** The one that is asked for, or none for all. */
    private RegularizerSpecs named() {
        if (regularizer.isEmpty()) {
            return RegularizerSpecs.NONE;
        }
        RegularizerSpecs named = RegularizerSpecs.parse(regularizer);
        if (named.list().size() != 1) {
            throw CliException.usage(
                    "--regularizer: '" + regularizer
                            + "' must be one regularizer of the jar, as in my-dropout:0.5; give one, or leave it out to check all");
        }
        return named;
    }

    private void verify(Regularizers all, Registered each) {
        if (!output.json()) {
            invocation
                    .terminal()
                    .line(Words.plain(each.name() + ", version " + each.version() + ", SHA-256 "
                            + each.origin().sha256() + ", checked as " + each.orExample(regularizer)));
        }
        int brokenBefore = broken;
        for (Check check : ContractChecks.of(each.provider(), regularizer, each.origin())) {
            try {
                check.run();
                report(each.name(), check.name(), "");
            } catch (ContractViolation e) {
                report(each.name(), check.name(), e.getMessage());
            } catch (NotCheckedException e) {
                throw new CliException(ExitCode.OUTPUT, e.getMessage(), e);
            }
        }
        if (broken == brokenBefore) {
            try {
                reportCost(
                        each.name(),
                        hooks(all, each),
                        StepCost.of(each.provider(), regularizer, each.origin(), MEASURING));
            } catch (RegularizerException | DivergenceException e) {
                report(each.name(), "a network " + StepCost.NETWORK + " can be trained", e.getMessage());
            }
        }
    }

    /** What the cost is measured of. */
    private Regularizer hooks(Regularizers all, Registered each) {
        return all.create(RegularizerSpecs.parse(each.orExample(regularizer)), StepCost.HIDDEN_LAYERS)
                .getFirst()
                .regularizer();
    }

    private void reportCost(String name, Regularizer hooks, MedianInterval ratio) {
        if (output.json()) {
            JsonObject out = Json.event("cost");
            out.put("regularizer", name);
            out.put("step_ratio", ratio.median());
            out.put("step_ratio_low", ratio.low());
            out.put("step_ratio_high", ratio.high());
            invocation.terminal().line(Json.line(out));
        } else {
            invocation.terminal().line("  cost    " + cost(ratio, hooks));
        }
    }

    /** With advice, which fits where the hooks act, only where the interval leaves no doubt that there is something to gain. */
    static String cost(MedianInterval ratio, Regularizer hooks) {
        String text = String.format(
                Locale.ROOT,
                "a training step of %s takes %.2f (%.2f–%.2f) times as long with it",
                StepCost.NETWORK,
                ratio.median(),
                ratio.low(),
                ratio.high());
        if (ratio.low() <= COSTLY) {
            return text;
        }
        return text + (hooks instanceof MatrixRegularizer ? ON_MATRICES : ON_BLOCKS) + SEE;
    }

    /** @param violation empty if all is well */
    private void report(String name, String check, String violation) {
        boolean ok = violation.isEmpty();
        if (ok) {
            kept++;
        } else {
            broken++;
        }
        if (output.json()) {
            JsonObject out = Json.event("check");
            out.put("regularizer", name);
            out.put("check", check);
            out.put("ok", ok);
            if (!ok) {
                out.put("message", violation);
            }
            invocation.terminal().line(Json.line(out));
        } else {
            String text = (ok ? "  ok      " : "  FAILED  ") + check + (ok ? "" : ": " + violation);
            invocation.terminal().line(Words.plain(text));
        }
    }

    private void end() {
        if (output.json()) {
            JsonObject out = Json.event("end");
            out.put("kept", kept);
            out.put("broken", broken);
            invocation.terminal().line(Json.line(out));
        } else {
            invocation.terminal().line(kept + " checks kept, " + broken + " broken");
        }
    }
}

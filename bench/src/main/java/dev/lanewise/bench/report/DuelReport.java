package dev.lanewise.bench.report;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.machine.Machine;
import java.io.IOException;
import java.util.List;

/** All of a run's duels for the terminal: the machine, tables, what to conclude. */
public final class DuelReport {
    /** Below tables. */
    static final String LEGEND =
            "% peak: of the FMA peak, as if each term of every product was computed; % work: of that peak, by the"
                    + " terms that were, where a system tells. µs and seconds are medians with 95% intervals.";

    private DuelReport() {}

    /**
     * Steps along dimensions: the machine, tables, how time grows.
     *
     * @throws IOException if the machine cannot be asked what it is
     */
    public static String ofScaling(List<Outcome> outcomes) throws IOException {
        return Figures.header(Machine.here()) + Roof.of(outcomes) + "\n\n" + Publication.scaling(outcomes)
                + Figures.wrapped(Verdict.disturbed(outcomes) + "\n" + LEGEND);
    }

    /**
     * In no more than 120 columns.
     *
     * @throws IOException if the machine cannot be asked what it is
     */
    public static String of(List<Outcome> outcomes) throws IOException {
        Roof roof = Roof.of(outcomes);
        StringBuilder out = new StringBuilder(Figures.header(Machine.here()) + roof + "\n");
        List<Outcome> products =
                outcomes.stream().filter(each -> !each.training()).toList();
        if (!products.isEmpty()) {
            out.append('\n').append(DuelTable.products(products, roof));
            out.append('\n').append(Figures.wrapped(Verdict.of(products)));
        }
        List<Outcome> training = outcomes.stream().filter(Outcome::training).toList();
        if (!training.isEmpty()) {
            out.append('\n').append(DuelTable.training(training, roof));
            out.append('\n').append(Figures.wrapped(Verdict.of(training)));
        }
        return out.append('\n').append(Figures.wrapped(LEGEND)).toString();
    }
}

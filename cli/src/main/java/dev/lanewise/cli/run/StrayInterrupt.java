package dev.lanewise.cli.run;

import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.train.History;
import java.util.List;
import java.util.stream.Collectors;

/** Training that was interrupted although nobody asked for an end: we never interrupt a thread that trains, but a plug-in may. */
public final class StrayInterrupt {
    private StrayInterrupt() {}

    /**
     * Blames the plug-ins for it, if there are any.
     *
     * @param made the regularizers that it was trained with
     * @throws RegularizerException if training was interrupted
     */
    public static void blame(History history, List<NamedRegularizer> made) {
        String plugins = made.stream()
                .filter(each -> !each.origin().equals(Origin.BUILT_IN))
                .map(each -> "'" + each.name() + "' (" + each.origin() + ")")
                .collect(Collectors.joining(" or "));
        if (history.ending() == History.Ending.INTERRUPTED && !plugins.isEmpty()) {
            Thread.interrupted(); // else nothing could be written
            throw new RegularizerException(
                    "regularizer " + plugins + " interrupted the thread that trains; report it to the regularizer's"
                            + " author, or train without it",
                    null);
        }
    }
}

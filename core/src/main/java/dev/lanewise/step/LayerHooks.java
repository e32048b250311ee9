package dev.lanewise.step;

import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.ActivationRegularizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The regularizers of one hidden layer's activations.
 *
 * @param activation those that change them, in the order in which they act
 * @param penalties those that penalize them
 * @param sums of the activations, or null if no penalty needs them
 */
record LayerHooks(List<ActivationHook> activation, List<PenaltyHook> penalties, BatchSums sums) {
    static LayerHooks of(
            int layer,
            int width,
            List<Hook<ActivationRegularizer>> changing,
            List<Hook<ActivationPenalty>> penalizing) {
        StepState start = new StepState();
        List<ActivationHook> activation = new ArrayList<>();
        for (Hook<ActivationRegularizer> each : changing) {
            if (each.any(hook -> hook.appliesTo(layer), layer, start)) {
                activation.add(ActivationHook.of(each, activation.size(), layer, width));
            }
        }
        List<PenaltyHook> penalties = new ArrayList<>();
        BatchSums sums = new BatchSums(width);
        for (Hook<ActivationPenalty> each : penalizing) {
            if (each.any(hook -> hook.appliesTo(layer), layer, start)) {
                boolean needsSums = each.any(ActivationPenalty::needsSums, layer, start);
                int place = activation.size() + penalties.size();
                penalties.add(new PenaltyHook(each, place, needsSums ? sums : null));
            }
        }
        boolean wanted = penalties.stream().anyMatch(each -> each.sums() != null);
        return new LayerHooks(activation, penalties, wanted ? sums : null);
    }

    LayerState.Regularized regularized() {
        if (activation.isEmpty()) {
            return LayerState.Regularized.NOT;
        }
        boolean factors = penalties.isEmpty() && activation.stream().allMatch(ActivationHook::multiplies);
        return factors ? LayerState.Regularized.BY_FACTORS : LayerState.Regularized.ANYHOW;
    }
}

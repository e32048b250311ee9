package dev.lanewise.train;

import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightPenalty;

/** Coupled weight decay, as {@code torch.optim} has it: {@code strength/2 · Σ w²}, whose gradient is {@code strength · w}. */
record L2Penalty(double strength) implements WeightPenalty {
    @Override
    public double penalty(WeightBlock block) {
        double sum = 0;
        for (int i = 0; i < block.length(); i++) {
            sum += (double) block.weights()[i] * block.weights()[i];
        }
        return strength / 2 * sum;
    }

    @Override
    public void addGradient(WeightBlock block) {
        for (int i = 0; i < block.length(); i++) {
            block.gradients()[i] += (float) (strength * block.weights()[i]);
        }
    }
}

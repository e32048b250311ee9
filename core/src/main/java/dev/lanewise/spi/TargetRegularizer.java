package dev.lanewise.spi;

/** Changes the targets of the loss during training, as label smoothing does. */
public interface TargetRegularizer extends Regularizer {
    /** Changes {@link TargetBlock#targets()} in place. */
    void apply(TargetBlock block);
}

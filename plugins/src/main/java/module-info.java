/** The regularizers that Lanewise ships, found by name like those of strangers. */
module dev.lanewise.plugins {
    requires dev.lanewise.core;

    provides dev.lanewise.spi.RegularizerProvider with
            dev.lanewise.plugins.ActivityL1,
            dev.lanewise.plugins.ActivityL2,
            dev.lanewise.plugins.Augment,
            dev.lanewise.plugins.ConcreteDropout,
            dev.lanewise.plugins.Cutout,
            dev.lanewise.plugins.Dropout,
            dev.lanewise.plugins.ElasticNet,
            dev.lanewise.plugins.GaussianDropout,
            dev.lanewise.plugins.GaussianNoise,
            dev.lanewise.plugins.GradientNoise,
            dev.lanewise.plugins.GroupDropout,
            dev.lanewise.plugins.InputDropout,
            dev.lanewise.plugins.KlSparsity,
            dev.lanewise.plugins.L1,
            dev.lanewise.plugins.L2,
            dev.lanewise.plugins.LabelSmoothing,
            dev.lanewise.plugins.MaxNorm,
            dev.lanewise.plugins.Mixup,
            dev.lanewise.plugins.Orthogonality,
            dev.lanewise.plugins.SpectralNorm,
            dev.lanewise.plugins.WeightDecay;
}

/**
 * Data, kernels, networks, training and the regularizer interface, on the JDK alone.
 *
 * <p>A program that requires this module gets the vector module with it, and needs no {@code --add-modules}.
 */
@SuppressWarnings("module") // of the modules named after "to", those that are built later are not there yet
module dev.lanewise.core {
    requires jdk.incubator.vector;

    exports dev.lanewise.data;
    exports dev.lanewise.data.fetch;
    exports dev.lanewise.model;
    exports dev.lanewise.model.onnx;
    exports dev.lanewise.nn;
    exports dev.lanewise.optim;
    exports dev.lanewise.predict;
    exports dev.lanewise.registry;
    exports dev.lanewise.spi;
    exports dev.lanewise.train;

    // Ours alone: they change from version to version.
    exports dev.lanewise.kernel to
            dev.lanewise.testkit;
    exports dev.lanewise.kernel.choice to
            dev.lanewise.testkit;
    exports dev.lanewise.random to
            dev.lanewise.testkit;
    exports dev.lanewise.step to
            dev.lanewise.testkit;

    uses dev.lanewise.spi.RegularizerProvider;
}

package dev.lanewise.bench.training;

import dev.lanewise.data.LabelledImages;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Something that trains networks. Peers that are on the class path are found through {@link ServiceLoader}. */
public interface TrainingSystem {
    /** What the command line calls it. */
    String label();

    /** Brings images and network into memory, in the form that this system likes best. */
    Training prepare(TrainingJob job, LabelledImages images, int threads);

    /**
     * The system of this name.
     *
     * @throws IllegalArgumentException if there is none on the class path
     */
    static TrainingSystem named(String label) {
        return Stream.concat(
                        Stream.of(new OwnTraining()),
                        ServiceLoader.load(TrainingSystem.class).stream().map(ServiceLoader.Provider::get))
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no system '" + label + "' for training"));
    }
}

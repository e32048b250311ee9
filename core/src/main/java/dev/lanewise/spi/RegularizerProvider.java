package dev.lanewise.spi;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * Makes regularizers of one kind; registered through {@link java.util.ServiceLoader} and asked for by name, as in {@code
 * --regularizer dropout:0.5,0.9}.
 *
 * <p>A provider has a public constructor without parameters, which must be quick and must not fail.
 */
public interface RegularizerProvider {
    /**
     * The version of this interface that a plug-in is compiled against. It changes only when a plug-in compiled against the
     * previous one would no longer work.
     */
    int SPI_VERSION = 1;

    /**
     * Must return {@link #SPI_VERSION}. The compiler copies the constant into the plug-in, so the engine can tell a plug-in
     * that was built for another version and say so.
     */
    int spiVersion();

    /** The unique name users type: lower-case letters, digits and single hyphens, starting with a letter. */
    String name();

    /** One line that says what the regularizer does. */
    String summary();

    /** The version of the plug-in itself, free text: unless said, that of its jar's manifest, or of its module. */
    default String version() {
        return Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(getClass().getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
                .orElse("unversioned");
    }

    /** What {@link #create} accepts, in the order in which positional arguments are taken. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /**
     * A regularizer with these arguments, which the engine has already checked against {@link #parameters()}.
     *
     * @throws IllegalArgumentException if the arguments do not fit together; the message is shown to the user
     */
    Regularizer create(Arguments arguments);
}

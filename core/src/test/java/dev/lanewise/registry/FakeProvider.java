package dev.lanewise.registry;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.List;
import java.util.function.Function;

/** A provider that says what a test wants it to say. */
record FakeProvider(int spiVersion, String name, List<Parameter> parameters, Function<Arguments, Regularizer> maker)
        implements RegularizerProvider {
    static FakeProvider named(String name, Parameter... parameters) {
        return new FakeProvider(SPI_VERSION, name, List.of(parameters), arguments -> new Regularizer() {});
    }

    FakeProvider making(Function<Arguments, Regularizer> other) {
        return new FakeProvider(spiVersion, name, parameters, other);
    }

    @Override
    public String summary() {
        return "for tests";
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return maker.apply(arguments);
    }
}

package com.example.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.testkit.SampleActivations;
import dev.lanewise.testkit.SampleRegularizer;
import dev.lanewise.testkit.junit.RegularizerContract;
import org.junit.jupiter.api.Test;

/** All that the engine relies on, and the formula. */
class MyDropoutTest extends RegularizerContract {
    @Override
    protected RegularizerProvider provider() {
        return new MyDropout();
    }

    @Override
    protected String arguments() {
        return "my-dropout:0.2,0.5";
    }

    @Test
    void dividesWhatIsKeptByTheProbabilityToKeep() {
        var hook = SampleRegularizer.of(provider(), "my-dropout:0.5", 1, MultiplicativeRegularizer.class);
        var block = SampleActivations.forward(0, 4, 1, 2, 3, 4);
        float[] mask = block.mask(0.5);
        hook.multiply(block);
        assertArrayEquals(new float[] {2 * mask[0], 4 * mask[1], 6 * mask[2], 8 * mask[3]}, block.result());
    }
}

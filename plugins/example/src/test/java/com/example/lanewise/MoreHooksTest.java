package com.example.lanewise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.testkit.SampleMatrix;
import org.junit.jupiter.api.Test;

/** The formula of the hook that keeps state. */
class MoreHooksTest {
    @Test
    void weightsGoHalfWayToTheirSlowMean() {
        var hook = new MoreHooks.SlowMean(0.5f);
        var matrix = SampleMatrix.of(hook, 0, 2, 1, 3, 5, 7); // layer 0 with two units; start has been called
        matrix.weights()[0] = 5; // as an update might
        hook.afterUpdate(matrix);
        assertArrayEquals(new float[] {4, 3, 5, 7}, matrix.resultingWeights());
    }
}

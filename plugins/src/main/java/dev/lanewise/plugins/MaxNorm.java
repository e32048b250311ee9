package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import java.util.List;

/**
 * After each update, the vector w of a unit's incoming weights is cut to length c if it is longer: {@code w ← w · min(1, c /
 * ‖w‖₂)}. Biases are left alone, and so are the output units unless asked.
 *
 * <p>Source: N. Srebro, A. Shraibman, "Rank, Trace-Norm and Max-Norm", COLT 2005; for networks with dropout, N. Srivastava et
 * al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014, section 5.1 (there c = 3 to 4).
 */
public final class MaxNorm implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "max-norm";
    }

    @Override
    public String summary() {
        return "limits the length of each unit's weight vector";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.number("c", 0, Double.POSITIVE_INFINITY, "the greatest length"),
                Parameter.flag("output", "limit the output units too"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.number("c"), arguments.flag("output") ? Integer.MAX_VALUE : arguments.hiddenLayers());
    }

    private record Hook(double c, int endLayer) implements WeightConstraint {
        @Override
        public void constrain(WeightBlock block) {
            if (block.layer() >= endLayer) {
                return;
            }
            double[] squares = squaredLengths(block);
            float[] factor = new float[block.columns()];
            boolean anyLonger = false;
            for (int unit = 0; unit < factor.length; unit++) {
                boolean longer = squares[unit] > c * c;
                factor[unit] = longer ? (float) (c / Math.sqrt(squares[unit])) : 1;
                anyLonger |= longer;
            }
            if (anyLonger) {
                scale(block, factor);
            }
        }

        private static double[] squaredLengths(WeightBlock block) {
            int columns = block.columns();
            double[] sums = new double[columns];
            float[] w = block.weights();
            for (int row = 0; row < block.rows(); row++) {
                for (int unit = 0; unit < columns; unit++) {
                    double each = w[row * columns + unit];
                    sums[unit] += each * each;
                }
            }
            return sums;
        }

        private static void scale(WeightBlock block, float[] factor) {
            float[] w = block.weights();
            for (int row = 0; row < block.rows(); row++) {
                for (int unit = 0; unit < factor.length; unit++) {
                    w[row * factor.length + unit] *= factor[unit];
                }
            }
        }
    }
}

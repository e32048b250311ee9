package dev.lanewise.model;

import dev.lanewise.model.Safetensors.Tensor;
import java.util.Locale;

/** Which way round a file has its weights. */
public enum Layout {
    /** [inputs][units], so that {@code y = x W + b}. */
    LANEWISE {
        @Override
        int inputs(long[] shape) {
            return (int) shape[0];
        }

        @Override
        int units(long[] shape) {
            return (int) shape[1];
        }

        @Override
        float[] weights(Tensor tensor) {
            return tensor.data();
        }
    },

    /** [units][inputs], as {@code torch.nn.Linear} has them: {@code y = x Wᵀ + b}. */
    PYTORCH {
        @Override
        int inputs(long[] shape) {
            return (int) shape[1];
        }

        @Override
        int units(long[] shape) {
            return (int) shape[0];
        }

        @Override
        float[] weights(Tensor tensor) {
            int inputs = inputs(tensor.shape());
            int units = units(tensor.shape());
            float[] out = new float[tensor.data().length];
            for (int i = 0; i < inputs; i++) {
                for (int j = 0; j < units; j++) {
                    out[i * units + j] = tensor.data()[j * inputs + i];
                }
            }
            return out;
        }
    };

    /** The word that users type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract int inputs(long[] shape);

    abstract int units(long[] shape);

    /** The weights row-major [inputs][units]; not to be modified. */
    abstract float[] weights(Tensor tensor);
}

package dev.lanewise.bench.peers;

import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A perceptron as the tutorials of libtorch write it, on images that are floats already. */
@SuppressWarnings("try") // a scope is opened to be closed
final class LibTorchTraining implements Training {
    private final TrainingJob job;
    private final Tensor images;
    private final Tensor labels;
    private final List<LinearImpl> layers = new ArrayList<>();
    private final SGD optimizer;
    private final int size;
    private Tensor order;
    private int next;

    LibTorchTraining(TrainingJob job, LabelledImages data) {
        this.job = job;
        size = data.size();
        try (PointerScope scope = new PointerScope()) {
            images = bytes(data.pixels(), size, data.features())
                    .to(torch.ScalarType.Float)
                    .div(new Scalar(255f))
                    .retainReference();
            labels = bytes(data.labels(), size).to(torch.ScalarType.Long).retainReference();
        }
        TensorVector parameters = new TensorVector();
        int inputs = data.features();
        for (int units : job.hidden()) {
            layers.add(layer(inputs, units, parameters));
            inputs = units;
        }
        layers.add(layer(inputs, data.classes(), parameters));
        optimizer = new SGD(parameters, new SGDOptions(job.rate()));
        order = torch.randperm(size);
    }

    private static Tensor bytes(byte[] values, long... shape) {
        return torch.from_blob(
                        new BytePointer(values), shape, new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Byte))
                .clone();
    }

    private static LinearImpl layer(int inputs, int units, TensorVector parameters) {
        LinearImpl layer = new LinearImpl(inputs, units);
        double bound = Math.sqrt(6.0 / inputs);
        layer.weight().set_requires_grad(false).uniform_(-bound, bound, new org.bytedeco.pytorch.GeneratorOptional());
        layer.weight().set_requires_grad(true);
        layer.bias().set_requires_grad(false).zero_();
        layer.bias().set_requires_grad(true);
        parameters.push_back(layer.weight());
        parameters.push_back(layer.bias());
        return layer;
    }

    @Override
    public double steps(int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            if (next >= size) {
                order.close();
                order = torch.randperm(size);
                next = 0;
            }
            sum += step(Math.min(job.batch(), size - next));
            next += job.batch();
        }
        return sum / count;
    }

    private float step(int batch) {
        try (PointerScope scope = new PointerScope()) {
            Tensor chosen = order.narrow(0, next, batch);
            Tensor x = images.index_select(0, chosen);
            Tensor y = labels.index_select(0, chosen);
            optimizer.zero_grad();
            for (int layer = 0; layer < layers.size() - 1; layer++) {
                x = torch.relu(layers.get(layer).forward(x));
                if (job.dropout(layer) > 0) {
                    x = torch.dropout(x, job.dropout(layer), true);
                }
            }
            Tensor loss = torch.cross_entropy_loss(layers.getLast().forward(x), y);
            loss.backward();
            optimizer.step();
            return loss.item_float();
        }
    }
}

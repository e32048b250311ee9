package dev.lanewise.bench.peers;

import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import org.bytedeco.pytorch.global.torch;

/** libtorch through its C++ API. */
public final class LibTorch implements TrainingSystem {
    @Override
    public String label() {
        return "libtorch";
    }

    @Override
    public Training prepare(TrainingJob job, LabelledImages images, int threads) {
        torch.set_num_threads(threads);
        torch.manual_seed(42);
        return new LibTorchTraining(job, images);
    }
}

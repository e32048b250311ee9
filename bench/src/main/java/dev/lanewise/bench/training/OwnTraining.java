package dev.lanewise.bench.training;

import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.step.TrainingSteps;

/** Lanewise itself. */
final class OwnTraining implements TrainingSystem {
    @Override
    public String label() {
        return "lanewise";
    }

    @Override
    public Training prepare(TrainingJob job, LabelledImages images, int threads) {
        String regularizer = job.dropout().isEmpty() ? "none" : "dropout:" + job.dropoutText();
        Net net = Net.parse(job.net());
        TrainingSteps steps = new Recipe(net, "sgd", regularizer, job.batch(), Integer.toString(threads)).steps(images);
        return new Training() {
            @Override
            public double steps(int count) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += steps.next();
                }
                // A step whose loss is not finite leaves its update out, and would seem fast.
                if (!Double.isFinite(sum)) {
                    throw new IllegalStateException(job + " diverged");
                }
                return sum / count / job.batch();
            }

            @Override
            public double terms() {
                return steps.terms();
            }

            @Override
            public void close() {
                steps.close();
            }
        };
    }
}

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
        Recipe recipe = new Recipe(net, "sgd", regularizer, job.batch(), Integer.toString(threads));
        TrainingSteps steps = recipe.steps(images);
        return new Training() {
            @Override
            public double steps(int count) {
                return recipe.take(steps, count) / count / job.batch();
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

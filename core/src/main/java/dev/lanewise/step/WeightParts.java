package dev.lanewise.step;

import static dev.lanewise.step.Sparsity.WeightGradient.DENSE;
import static dev.lanewise.step.Sparsity.WeightGradient.FROM_GRADIENT;
import static dev.lanewise.step.Sparsity.WeightGradient.FROM_INPUT;
import static dev.lanewise.step.Sparsity.WeightGradient.GROUPED;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.step.Sparsity.WeightGradient;
import java.util.ArrayList;
import java.util.List;

/** The weights of a layer in parts, each a task of the update, for each way to compute their gradient. */
final class WeightParts {
    /** Panels of inputs, or of units that come out as the rows of a product without zeros, to a part. */
    static final int MOST_INPUTS = Products.WIDE_ROWS / PanelMatrix.WIDTH;

    /** Panels of units to a part with all zeros: its inputs are packed once for all of them. */
    private static final int MOST_UNITS = 32;

    /**
     * Some blocks of 32 inputs x 32 units.
     *
     * @param way how their gradient is computed
     * @param firstUnits the first panel of units, {@code endUnits} that after the last
     * @param firstInputs the first panel of inputs, {@code endInputs} that after the last
     */
    record Part(int layer, WeightGradient way, int firstUnits, int endUnits, int firstInputs, int endInputs) {}

    private final Part[][] byWay;
    private final Part[] columns;

    /**
     * Parts are in the order of their units, as a worker is to update the panels whose forward products it computes.
     *
     * @param panels how many panels a product without zeros computes at a time
     */
    WeightParts(LayerState layer, int number, int panels, int workers) {
        int inputs = layer.inputPanels();
        int units = layer.output.panels();
        byWay = new Part[][] {
            dense(number, DENSE, inputs, units, workers),
            fromInput(number, inputs, units, panels, workers),
            fromGradient(number, inputs, units, panels, workers),
            dense(number, GROUPED, inputs, units, workers)
        };
        columns = dense(number, DENSE, 0, units, 1, 0, inputs, inputs).toArray(Part[]::new);
    }

    /** The parts for one of the ways. */
    Part[] of(WeightGradient way) {
        return byWay[way.ordinal()];
    }

    /** Whole columns of weights. */
    Part[] columns() {
        return columns;
    }

    private static Part[] dense(int layer, WeightGradient way, int inputs, int units, int workers) {
        int wide = mostUnits(units, workers);
        int step = step(inputs, Math.max(1, units / wide), workers);
        return dense(layer, way, 0, units, wide, 0, inputs, step).toArray(Part[]::new);
    }

    /** Panels of units to a part of a layer that is computed with the zeros, at most. */
    static int mostUnits(LayerState layer, int workers) {
        return mostUnits(layer.output.panels(), workers);
    }

    private static int mostUnits(int units, int workers) {
        return Math.min(MOST_UNITS, own(units, workers));
    }

    /** Blocks of some units and some inputs, about as many inputs in each. */
    private static List<Part> dense(
            int layer,
            WeightGradient way,
            int firstUnits,
            int endUnits,
            int wide,
            int firstInputs,
            int endInputs,
            int step) {
        List<Part> out = new ArrayList<>();
        int inputs = endInputs - firstInputs;
        int pieces = (inputs + step - 1) / step;
        for (int u = firstUnits; u < endUnits; u += wide) {
            int end = Math.min(endUnits, u + wide);
            for (int i = 0; i < pieces; i++) {
                int from = firstInputs + i * inputs / pieces;
                int to = firstInputs + (i + 1) * inputs / pieces;
                out.add(new Part(layer, way, u, end, from, to));
            }
        }
        return out;
    }

    /** Stripes of units; those left over are computed with the zeros. */
    private static Part[] fromInput(int layer, int inputs, int units, int panels, int workers) {
        List<Part> out = new ArrayList<>();
        int whole = units / panels * panels;
        int step = step(inputs, Math.max(1, units / panels), workers);
        for (int u = 0; u < whole; u += panels) {
            for (int i = 0; i < inputs; i += step) {
                out.add(new Part(layer, FROM_INPUT, u, u + panels, i, Math.min(inputs, i + step)));
            }
        }
        out.addAll(dense(layer, DENSE, whole, units, mostUnits(units, workers), 0, inputs, MOST_INPUTS));
        return out.toArray(Part[]::new);
    }

    /** Stripes of inputs; those left over are computed with the zeros. */
    private static Part[] fromGradient(int layer, int inputs, int units, int panels, int workers) {
        List<Part> out = new ArrayList<>();
        int whole = inputs / panels * panels;
        int step = Math.min(own(units, workers), step(units, Math.max(1, inputs / panels), workers));
        for (int u = 0; u < units; u += step) {
            int end = Math.min(units, u + step);
            for (int i = 0; i < whole; i += panels) {
                out.add(new Part(layer, FROM_GRADIENT, u, end, i, i + panels));
            }
            out.addAll(dense(layer, DENSE, u, end, mostUnits(units, workers), whole, inputs, MOST_INPUTS));
        }
        return out.toArray(Part[]::new);
    }

    /** A worker's share of the panels of units: it is to update those whose products it computes. */
    static int own(int panels, int workers) {
        return (panels + workers - 1) / workers;
    }

    /** Panels to a part: as many as fit, but enough parts for all workers. */
    private static int step(int panels, int stripes, int workers) {
        long fair = (long) panels * stripes / (2L * workers);
        return Math.clamp(fair, 1, MOST_INPUTS);
    }
}

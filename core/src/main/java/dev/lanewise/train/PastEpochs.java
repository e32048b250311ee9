package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.spi.EpochFigures;
import dev.lanewise.step.StepState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the epochs done so far gave, for regularizers that look at it, and as a checkpoint has it. */
final class PastEpochs {
    private static final String HISTORY = "lanewise.history";
    private static final String HELD_OUT = "lanewise.held out";
    private static final int FIGURES = 4;

    private final StepState state;
    private final Samples heldOut;

    /** @param heldOut the validation set, or null */
    PastEpochs(StepState state, Samples heldOut) {
        this.state = state;
        this.heldOut = heldOut;
    }

    void add(EpochResult result) {
        state.done.add(new EpochFigures(
                result.trainLoss(),
                known(result.trainAccuracy()),
                known(result.validationLoss()),
                known(result.validationAccuracy())));
    }

    private static OptionalDouble known(double figure) {
        return Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    /** Adds them to a checkpoint, exactly; and if something has looked at them, which samples were held out. */
    void write(Map<String, String> metadata) {
        if (!state.done.isEmpty()) {
            metadata.put(HISTORY, state.done.stream().map(PastEpochs::text).collect(Collectors.joining(";")));
        }
        if (state.historyMatters) {
            metadata.put(HELD_OUT, heldOutText());
        }
    }

    private String heldOutText() {
        return heldOut == null ? "nothing" : Long.toHexString(heldOut.checksum());
    }

    private static String text(EpochFigures each) {
        return String.join(
                ",",
                Double.toHexString(each.loss()),
                text(each.accuracy()),
                text(each.heldOutLoss()),
                text(each.heldOutAccuracy()));
    }

    private static String text(OptionalDouble figure) {
        return figure.isPresent() ? Double.toHexString(figure.getAsDouble()) : "";
    }

    /**
     * Takes them from a checkpoint.
     *
     * @throws ModelFileException if they make no sense, or something has looked at them and other samples are held out now
     */
    void read(Path file, Map<String, String> metadata) {
        String theirs = metadata.get(HELD_OUT);
        if (theirs != null) {
            state.historyMatters = true;
            if (!theirs.equals(heldOutText())) {
                throw new ModelFileException(
                        file,
                        "is of a run whose regularizers look at the figures of another validation set; resume with that one");
            }
        }
        state.done.clear();
        String text = metadata.getOrDefault(HISTORY, "");
        try {
            for (String each : text.isEmpty() ? new String[0] : text.split(";", -1)) {
                state.done.add(parse(each.split(",", -1)));
            }
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file, "has figures of epochs that are none; resume from another checkpoint");
        }
    }

    private static EpochFigures parse(String[] figures) {
        if (figures.length != FIGURES) {
            throw new IllegalArgumentException("other number of figures");
        }
        List<OptionalDouble> out = new ArrayList<>();
        for (String each : figures) {
            out.add(each.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(each)));
        }
        double loss = out.get(0).orElseThrow(() -> new IllegalArgumentException("no loss"));
        return new EpochFigures(loss, out.get(1), out.get(2), out.get(3));
    }
}

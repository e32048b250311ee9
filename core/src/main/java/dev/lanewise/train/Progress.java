package dev.lanewise.train;

import dev.lanewise.model.ModelFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a run has come, as its checkpoint has it.
 *
 * @param epochs that are done
 * @param steps done of the epoch after those
 * @param loss sum of the losses of the samples in these steps
 * @param hits how many of those samples were recognised
 * @param seconds that these steps took
 */
record Progress(int epochs, int steps, double loss, int hits, double seconds) {
    private static final String EPOCH = "lanewise.epoch";
    private static final String LOSS = "lanewise.epoch.loss";
    private static final String HITS = "lanewise.epoch.hits";
    private static final String SECONDS = "lanewise.epoch.seconds";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(?:\\+([0-9]{1,9}))?");

    /** Between two epochs. */
    static Progress after(int epochs) {
        return new Progress(epochs, 0, 0, 0, 0);
    }

    /**
     * As metadata. Within an epoch, {@code 3+120} stands for three epochs and 120 steps: versions that know whole epochs only refuse
     * it, and do not go on from the wrong step. The sum is exact, as it is part of the result.
     */
    Map<String, String> metadata() {
        Map<String, String> out = new HashMap<>();
        out.put(EPOCH, epochs + (steps == 0 ? "" : "+" + steps));
        if (steps > 0) {
            out.put(LOSS, Double.toHexString(loss));
            out.put(HITS, Integer.toString(hits));
            out.put(SECONDS, Double.toString(seconds));
        }
        return out;
    }

    /**
     * Reads it.
     *
     * @param perEpoch the most steps there can be
     * @throws ModelFileException if it is not there or makes no sense
     */
    static Progress of(Path file, Map<String, String> metadata, int perEpoch) {
        String text = metadata.get(EPOCH);
        if (text == null) {
            throw new ModelFileException(file, "is not a checkpoint; give a checkpoint.safetensors");
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unreadable(file, text);
        }
        int epochs = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return after(epochs);
        }
        return within(epochs, Integer.parseInt(matcher.group(2)), metadata)
                .filter(each -> each.isSound(perEpoch))
                .orElseThrow(() -> unreadable(file, text));
    }

    /** Empty if a figure is missing, or is none. */
    private static Optional<Progress> within(int epochs, int steps, Map<String, String> metadata) {
        try {
            return Optional.of(new Progress(
                    epochs,
                    steps,
                    Double.parseDouble(metadata.getOrDefault(LOSS, "")),
                    Integer.parseUnsignedInt(metadata.getOrDefault(HITS, "")),
                    Double.parseDouble(metadata.getOrDefault(SECONDS, ""))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isSound(int perEpoch) {
        return steps > 0 && steps <= perEpoch && hits >= 0 && Double.isFinite(loss) && seconds >= 0;
    }

    private static ModelFileException unreadable(Path file, String text) {
        return new ModelFileException(
                file, "has '" + text + "' for the number of epochs; resume from another checkpoint");
    }
}

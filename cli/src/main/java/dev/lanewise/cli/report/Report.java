package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a report tells.
 *
 * @param title one line
 * @param arms at least one; the first is the one that others are compared with
 * @param trainSample on which part of the training images networks were evaluated after each epoch, in words; empty if on none
 * @param findings what to make of it, in words
 * @param facts tables of names and values: configuration, machine, data, by title
 * @param command what repeats it
 * @param armCommands what trains the first run of each arm, by the arm's label
 */
public record Report(
        String title,
        List<ArmResult> arms,
        String trainSample,
        List<Finding> findings,
        Map<String, Map<String, String>> facts,
        String command,
        Map<String, String> armCommands) {

    /**
     * What the numbers say about one arm.
     *
     * @param arm the arm's label
     * @param sentences the reasoning
     * @param nextCommand the command line to try next, or null if there is nothing to change
     */
    public record Finding(String arm, List<String> sentences, String nextCommand) {
        /** Makes it unmodifiable. */
        public Finding {
            sentences = List.copyOf(sentences);
        }
    }

    /** This report with more findings. */
    public Report with(List<Finding> more) {
        return new Report(
                title,
                arms,
                trainSample,
                Stream.concat(findings.stream(), more.stream()).toList(),
                facts,
                command,
                armCommands);
    }
}

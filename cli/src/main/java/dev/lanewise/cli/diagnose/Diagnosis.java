package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run's figures say, in words, and what to try next.
 *
 * @param sentences the reasoning, with the numbers behind it
 * @param changes options for the next run, empty if there is nothing to change
 * @param nextCommand the command line for the next run, or null
 */
public record Diagnosis(List<String> sentences, Map<String, String> changes, String nextCommand) {

    /** Judges a finished run. */
    public static Diagnosis of(RunResult run) {
        Observation seen = Observation.of(run);
        Advice advice = Advice.of(seen, run.config());
        List<String> sentences = Stream.of(Findings.of(seen, run.config()), List.of(advice.reason()))
                .flatMap(List::stream)
                .toList();
        if (advice.changes().isEmpty()) {
            return new Diagnosis(sentences, Map.of(), null);
        }
        Map<String, String> options = new LinkedHashMap<>(run.config().options());
        options.putAll(advice.changes());
        return new Diagnosis(sentences, advice.changes(), ShortCommand.of(RunConfig.of(options)));
    }
}

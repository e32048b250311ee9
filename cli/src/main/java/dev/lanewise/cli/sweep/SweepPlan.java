package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.compare.Arm;
import dev.lanewise.cli.compare.DistinctArms;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.SideBySide;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.registry.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings that a sweep tries, and its runs.
 *
 * @param settings all of them, whose numbers are counted from 1
 * @param refused those that cannot be trained, by their numbers, and why
 */
public record SweepPlan(SweepSettings sweep, List<Arm> settings, Map<Integer, String> refused) {
    /**
     * The plan of a sweep. A setting whose parts do not go together, such as dropout for two layers with four, is one that cannot be
     * trained.
     *
     * @throws CliException if a value goes with nothing, or nothing can be tried
     */
    public static SweepPlan of(SweepSettings sweep, Regularizers regularizers) {
        SettingSpace space = new SettingSpace(sweep.parsedTries());
        long seed = RunConfig.of(sweep.options()).seed();
        List<Arm> settings = sweep.random() > 0 ? space.random(sweep.random(), seed) : space.grid();
        SideBySide.requireFew(sweep.seeds(), "setting", settings.size());
        Map<Integer, String> refused = new TreeMap<>();
        DistinctArms distinct = new DistinctArms("--try");
        for (int i = 0; i < settings.size(); i++) {
            RunConfig config;
            try {
                config = settings.get(i).config(sweep.options(), seed);
                config.made(regularizers);
            } catch (CliException | SpecException e) {
                refused.put(i + 1, e.getMessage());
                continue;
            }
            distinct.add(settings.get(i), config);
        }
        SweepPlan out = new SweepPlan(sweep, List.copyOf(settings), refused);
        out.requireUseful();
        return out;
    }

    /** What no setting with it can be trained is more likely mistyped than meant. */
    private void requireUseful() {
        if (sweep.halving()
                && Rung.halving(settings.size(), RunConfig.of(sweep.options()).epochs())
                                .size()
                        == 1) {
            throw CliException.usage("--halving: gives no setting up early, which takes two settings and --epochs 3 at"
                    + " least; leave it out, or give more of them");
        }
        Set<Map.Entry<String, String>> useful = trained().stream()
                .flatMap(number -> settings.get(number - 1).changes().entrySet().stream())
                .collect(Collectors.toSet());
        Set<String> drawn = sweep.parsedTries().stream()
                .filter(each -> sweep.random() > 0 && each.hasRange())
                .map(Try::option)
                .collect(Collectors.toSet());
        refused.forEach((number, why) -> settings.get(number - 1)
                .changes()
                .entrySet()
                .forEach(each -> {
                    if (useful.isEmpty() || !useful.contains(each) && !drawn.contains(each.getKey())) {
                        throw new CliException(ExitCode.USAGE, "--try: " + each + " goes with no other value: " + why);
                    }
                }));
    }

    /** The numbers of those that can be trained. */
    List<Integer> trained() {
        List<Integer> out = new ArrayList<>();
        for (int number = 1; number <= settings.size(); number++) {
            if (!refused.containsKey(number)) {
                out.add(number);
            }
        }
        return out;
    }

    /** The descriptions of the first run of each setting that can be trained. */
    public List<RunConfig> configs() {
        return trained().stream().map(number -> config(number, 0)).toList();
    }

    private RunConfig config(int number, int run) {
        long first = RunConfig.of(sweep.options()).seed();
        return settings.get(number - 1).config(sweep.options(), first + run);
    }

    List<Rung> rungs() {
        int settingsTrained = trained().size();
        int epochs = RunConfig.of(sweep.options()).epochs();
        return sweep.halving() ? Rung.halving(settingsTrained, epochs) : Rung.one(settingsTrained);
    }

    /**
     * The trials of a rung, one seed of all settings after the other, so that all can be compared early.
     *
     * @param numbers of the settings that take part
     */
    List<Trial> trials(Rung rung, List<Integer> numbers) {
        List<Trial> out = new ArrayList<>();
        for (int run = 0; run < sweep.seeds(); run++) {
            for (int number : numbers) {
                RunConfig config = config(number, run);
                int epochs = rung.epochs() == 0 ? config.epochs() : rung.epochs();
                out.add(new Trial(number, settings.get(number - 1).label(), config, epochs));
            }
        }
        return out;
    }
}

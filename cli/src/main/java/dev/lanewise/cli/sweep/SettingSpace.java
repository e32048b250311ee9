package dev.lanewise.cli.sweep;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.compare.Arm;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All settings that a sweep may try: every combination of the values of its options. */
final class SettingSpace {
    private static final int MOST = 100_000;

    private final List<Try> tries;

    SettingSpace(List<Try> tries) {
        this.tries = tries;
    }

    /**
     * All of them, the values of the last option next to each other.
     *
     * @throws CliException if there are too many
     */
    List<Arm> grid() {
        for (Try each : tries) {
            if (each.hasRange()) {
                throw CliException.usage("--try: " + each.option() + "=" + String.join(",", each.values())
                        + " has a range, which has no end of values; say how many settings to draw, as in --random 40");
            }
        }
        requireNoMoreThan(size());
        List<Map<String, String>> out = List.of(Map.of());
        for (Try each : tries) {
            out = out.stream()
                    .flatMap(begun -> each.values().stream().map(value -> {
                        Map<String, String> more = new LinkedHashMap<>(begun);
                        more.put(each.option(), value);
                        return more;
                    }))
                    .toList();
        }
        return out.stream().map(SettingSpace::arm).toList();
    }

    private static void requireNoMoreThan(double count) {
        if (count > MOST) {
            throw CliException.usage(String.format(
                    Locale.ROOT,
                    "--try: there are more than %,d settings; draw some of them, as in --random 40",
                    MOST));
        }
    }

    private double size() {
        return tries.stream().mapToDouble(each -> each.values().size()).reduce(1, (a, b) -> a * b);
    }

    /**
     * So many of them, all different, spread evenly.
     *
     * @throws CliException if there are not as many
     */
    List<Arm> random(int count, long seed) {
        requireNoMoreThan(count);
        if (tries.stream().noneMatch(Try::hasRange) && count >= size()) {
            throw CliException.usage(String.format(
                    Locale.ROOT,
                    "--random: %d settings to draw, but there are only %.0f; leave it out to try them all",
                    count,
                    size()));
        }
        QuasiRandom points =
                new QuasiRandom(tries.stream().mapToInt(Try::dimensions).sum(), seed);
        Set<Map<String, String>> out = new LinkedHashSet<>();
        for (int drawn = 0; out.size() < count; drawn++) {
            if (drawn > 1000 * count) {
                throw CliException.usage("--random: there are too few settings in these ranges to draw " + count
                        + " that differ; draw fewer");
            }
            out.add(at(points.next()));
        }
        return out.stream().map(SettingSpace::arm).toList();
    }

    private Map<String, String> at(double[] point) {
        Map<String, String> out = new LinkedHashMap<>();
        int from = 0;
        for (Try each : tries) {
            out.put(each.option(), each.at(point, from));
            from += each.dimensions();
        }
        return out;
    }

    private static Arm arm(Map<String, String> changes) {
        String label = changes.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
        return new Arm(label, changes);
    }
}

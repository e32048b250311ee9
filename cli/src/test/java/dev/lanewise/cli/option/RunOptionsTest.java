package dev.lanewise.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.run.RunConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the help says of an option is what the option does. */
class RunOptionsTest {
    private static final Pattern DEFAULT = Pattern.compile("Default: (\\S+)$");

    @Test
    void theDefaultThatTheHelpNamesIsWhatItIsWithoutTheOption() {
        CommandSpec command = CommandSpec.create();
        RunOptions.addTo(command);
        List<String> seen = new ArrayList<>();
        for (OptionSpec each : command.options()) {
            String name = each.longestName().substring(2);
            Matcher matcher = DEFAULT.matcher(String.join(" ", each.description()));
            if (matcher.find()) {
                seen.add(name);
                Map<String, String> without =
                        name.equals("momentum") ? Map.of("optimizer", "momentum") : Map.of(); // else it is refused
                Map<String, String> with = new HashMap<>(without);
                with.put(name, matcher.group(1));
                assertThat(RunConfig.of(with)).as(name).isEqualTo(RunConfig.of(without));
            }
        }
        assertThat(seen).hasSize(19).contains("hidden", "seed", "kernels");
    }

    @Test
    void aDefaultIsNamedOnce() {
        CommandSpec command = CommandSpec.create();
        RunOptions.addTo(command);
        assertThat(command.options())
                .allSatisfy(each ->
                        assertThat(String.join(" ", each.description())).doesNotContainPattern("Default: .*Default: "));
    }
}

package dev.lanewise.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLinesTest {
    @Test
    void flagsHaveNoValueInACommandToCopyAndAreLeftOutIfTheyAreOff() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("record-activations", "true");
        options.put("no-plugins", " true");
        options.put("no-header", "false");
        options.put("layer-norm", "false");
        options.put("hidden", "64,64");

        assertThat(CommandLines.options(options)).isEqualTo(" --record-activations --no-plugins --hidden 64,64");
    }
}

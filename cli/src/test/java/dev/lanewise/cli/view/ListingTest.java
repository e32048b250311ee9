package dev.lanewise.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.registry.Origin;
import dev.lanewise.registry.Registered;
import dev.lanewise.spi.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of regularizers. */
class ListingTest {
    private static Registered named(String name, List<Parameter> parameters) {
        return new Registered(name, "does what it is called", "1", parameters, Origin.PROGRAM, null);
    }

    @Test
    void oneWithManyArgumentsDoesNotNarrowTheLinesOfOthers() {
        List<Parameter> many = List.of(
                Parameter.flag("the-first-argument", "one"),
                Parameter.flag("the-second-argument", "two"),
                Parameter.flag("the-third-argument", "three"));
        List<String> lines = Listing.table(List.of(named("few", List.of()), named("many", many)));
        assertThat(lines).contains("few  does what it is called").allMatch(each -> !each.isBlank());
    }
}

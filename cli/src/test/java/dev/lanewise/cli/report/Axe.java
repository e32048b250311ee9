package dev.lanewise.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** Looks for faults that keep people from using a page, with axe-core (https://github.com/dequelabs/axe-core). */
public final class Axe {
    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Axe() {}

    /** What it finds on the page that the browser shows, each with the rule and the element. */
    public static List<?> violations(ChromeDriver browser) throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream(SCRIPT)) {
            browser.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return (List<?>) browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ resultTypes: ["violations"] }).then(
                  found => done(found.violations.map(each => each.id + ": " + each.nodes.map(node => node.target + " " + node.failureSummary).join("; "))),
                  failure => done([String(failure)]));
                """);
    }
}

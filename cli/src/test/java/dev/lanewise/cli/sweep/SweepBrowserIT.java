package dev.lanewise.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.report.Axe;
import dev.lanewise.cli.report.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The page of a sweep of 200 settings as a reader's browser shows it; leaves screenshots in target/screenshots. */
class SweepBrowserIT {
    private static final Path DIRECTORY = Path.of("target", "screenshots").toAbsolutePath();
    private static final int RANKED = 175;

    /** The page asks for itself every two seconds; it is looked at for twenty at most. */
    private static final String ONCE_IT_HAS_ROWS = """
            const [rows, done] = arguments;
            const end = Date.now() + 20000;
            const look = () => {
              const count = document.querySelectorAll("tr[data-setting]").length;
              if (count === rows || Date.now() > end) done(count);
              else setTimeout(look, 100);
            };
            look();
            """;

    private static ChromeDriver browser;

    @BeforeAll
    static void writePageAndStartBrowser() throws Exception {
        Files.createDirectories(DIRECTORY);
        Files.writeString(
                DIRECTORY.resolve("sweep.html"), SweepPage.of(SampleSweep.report(SampleSweep.SETTINGS), false));
        browser = Browser.start();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() {
        browser.manage().logs().get(LogType.BROWSER); // what earlier tests left there
        browser.get(DIRECTORY.resolve("sweep.html").toUri().toString());
    }

    private static void requireQuietConsole() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    private static long shown(String selector) {
        return (long) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].filter(each => !each.hidden).length", selector);
    }

    private static String count() {
        return browser.findElement(By.id("count")).getText();
    }

    @Test
    void showsEverySettingWithoutAnythingOnTheConsole() {
        assertThat(shown("tr[data-setting]")).isEqualTo(SampleSweep.SETTINGS);
        assertThat(shown("polyline")).isEqualTo(RANKED);
        assertThat(count()).isEqualTo("175 of 175 settings");
        assertThat(browser.findElements(By.cssSelector("#plot canvas"))).hasSize(1);
        assertThat(browser.findElement(By.tagName("body")).getText())
                .contains("diverged: <b>the loss</b>", "The test set was used once", "hidden=64x3");
        requireQuietConsole();
    }

    @Test
    void axisIsBrushedWithTheKeyboard() {
        WebElement from = browser.findElement(By.id("from-0"));
        from.sendKeys(Keys.END);

        assertThat(from.getDomAttribute("aria-valuetext")).isEqualTo("64x3");
        assertThat(count()).isEqualTo("35 of 175 settings");
        assertThat(shown("polyline:not(.out)")).isEqualTo(35);
        assertThat(shown("tr[data-setting]")).isEqualTo(35);

        browser.findElement(By.id("to-2")).sendKeys(Keys.HOME);
        assertThat(count()).isEqualTo("5 of 175 settings");

        browser.findElement(By.id("all-settings")).sendKeys(Keys.ENTER);
        assertThat(shown("tr[data-setting]")).isEqualTo(SampleSweep.SETTINGS);
        requireQuietConsole();
    }

    @Test
    void axisIsBrushedByDragging() {
        WebElement grip = browser.findElements(By.className("grip")).getFirst();
        int half = grip.getSize().getHeight() / 2;

        new Actions(browser)
                .moveToElement(grip, 0, half - 40)
                .clickAndHold()
                .moveByOffset(0, 60 - half)
                .release()
                .perform();

        assertThat(shown("polyline:not(.out)")).isBetween(35L, 105L);
        assertThat(browser.findElement(By.id("from-0")).getDomAttribute("aria-valuetext"))
                .isEqualTo("64");
        requireQuietConsole();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
    void axeFindsNoFaultAndThePageFits(String scheme, int width) throws Exception {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.navigate().refresh();

        assertThat(Axe.violations(browser)).isEmpty();
        assertThat((long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        Map<String, Object> shot = browser.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(
                DIRECTORY.resolve("sweep-" + width + "-" + scheme + ".png"),
                Base64.getDecoder().decode((String) shot.get("data")));
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Test
    void livePageFollowsTheSweepAndKeepsWhatIsBrushedAndFocused() {
        AtomicInteger done = new AtomicInteger(80);
        try (SweepServer server = new SweepServer(() -> SweepPage.of(SampleSweep.report(done.get()), true))) {
            browser.get(server.address());
            assertThat(shown("tr[data-setting]")).isEqualTo(80);
            browser.findElement(By.id("from-2")).sendKeys(Keys.END, Keys.ARROW_LEFT);
            assertThat(browser.executeScript("return document.activeElement.id"))
                    .isEqualTo("from-2");

            done.set(160);

            assertThat(browser.executeAsyncScript(ONCE_IT_HAS_ROWS, 160)).isEqualTo(160L);
            assertThat(count()).isEqualTo("20 of 140 settings");
            assertThat(browser.executeScript("return document.activeElement.id"))
                    .isEqualTo("from-2");
            requireQuietConsole();
        }
    }
}

package dev.lanewise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The report as a reader's browser shows it; leaves screenshots in target/screenshots. */
class ReportBrowserIT {
    /** Charts follow the window a frame or more later, so the width is looked at until it fits, for ten seconds at most. */
    private static final String WIDTH_ONCE_DRAWN_ANEW = """
            return new Promise(done => {
              const end = Date.now() + 10000;
              const look = () => {
                const width = document.documentElement.scrollWidth;
                if (width === 390 || Date.now() > end) done(width);
                else requestAnimationFrame(look);
              };
              look();
            })""";

    private static final Path DIRECTORY = Path.of("target", "screenshots").toAbsolutePath();
    private static ChromeDriver browser;

    @BeforeAll
    static void writeReportAndStartBrowser() throws Exception {
        ReportWriter.write(DIRECTORY, SampleReport.report());
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
        media("light");
        browser.get(DIRECTORY.resolve("report.html").toUri().toString());
    }

    @Test
    void opensWithoutAnythingOnTheConsole() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void loadsNothingButItself() throws Exception {
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonObject message = JsonParser.object().from(entry.getMessage()).getObject("message");
            if (message.getString("method").equals("Network.requestWillBeSent")) {
                String url = message.getObject("params").getObject("request").getString("url");
                assertThat(url).matches("data:.*|file:.*/report\\.html");
            }
        }
    }

    @Test
    void hostileStringsAreShownNotRun() {
        assertThat(browser.getTitle()).isEqualTo(SampleReport.report().title());
        assertThat(browser.findElement(By.id("findings"))
                        .findElement(By.xpath(".."))
                        .getText())
                .contains(SampleReport.HOSTILE);
        assertThat(browser.findElements(By.cssSelector("img[src=x]"))).isEmpty();
    }

    @Test
    void drawsAPointForEachArmAndEpochInEveryChart() {
        List<?> columns = (List<?>) browser.executeScript("return lanewisePlots.map(p => p.data.map(c => c.length))");
        assertThat(columns)
                .hasSize(4)
                .allSatisfy(chart -> assertThat((List<?>) chart)
                        .hasSize(1 + 3 * 3)
                        .allSatisfy(length -> assertThat(length).isEqualTo((long) SampleReport.EPOCHS)));
        for (int arm = 0; arm < 3; arm++) {
            assertThat(pixels(0, arm)).as("pixels in the colour of arm " + arm).isGreaterThan(50);
        }
    }

    @Test
    void armsCanBeTakenOutAndPutBackWithTheKeyboard() {
        WebElement box = browser.findElement(By.cssSelector("input[data-arm='1']"));
        box.sendKeys(Keys.SPACE);
        assertThat(pixels(0, 1)).isZero();
        assertThat(pixels(3, 1)).isZero();
        box.sendKeys(Keys.SPACE);
        assertThat(pixels(0, 1)).isGreaterThan(50);
    }

    @Test
    void arrowKeysReadTheValuesOfAnEpoch() {
        WebElement plot = browser.findElement(By.cssSelector("figure[data-curve='3'] .plot"));
        plot.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(browser.findElement(By.cssSelector("figure[data-curve='3'] .readout"))
                        .getText())
                .startsWith("Epoch 2: none 80.00 %");
    }

    @Test
    void tablesAreInTheAccessibilityTree() {
        Map<String, Object> tree = browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of());
        List<String> tables = ((List<?>) tree.get("nodes"))
                .stream()
                        .map(node -> (Map<?, ?>) node)
                        .filter(node -> "table".equals(value(node.get("role"))))
                        .map(node -> String.valueOf(value(node.get("name"))))
                        .toList();
        assertThat(tables)
                .anySatisfy(name -> assertThat(name).startsWith("After the last epoch"))
                .anySatisfy(name -> assertThat(name).startsWith("Confusion matrix"))
                .anySatisfy(name -> assertThat(name).startsWith("Of the images taken for a class"))
                .anySatisfy(name -> assertThat(name).isEqualTo("Activations of the hidden layers"))
                .contains("Configuration", "Machine")
                .doesNotContain("", "null");
    }

    @Test
    void everyImageAndControlHasAName() {
        assertThat(browser.findElements(By.cssSelector("img:not([alt]), input:not([data-arm])")))
                .isEmpty();
        assertThat(browser.findElements(By.cssSelector("label > input"))).hasSize(3);
    }

    @Test
    void followsTheReadersDarkModeAndLeavesScreenshots() throws Exception {
        screenshot("light");
        String light = background();
        media("dark");
        assertThat(background()).isNotEqualTo(light);
        assertThat(pixels(0, 0)).as("pixels in the dark mode's colour").isGreaterThan(50);
        screenshot("dark");
    }

    @Test
    void fitsANarrowWindow() throws Exception {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        assertThat(browser.executeScript(WIDTH_ONCE_DRAWN_ANEW)).isEqualTo(390L);
        screenshot("narrow");
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private static void media(String scheme) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    private static String background() {
        return (String) browser.executeScript("return getComputedStyle(document.body).backgroundColor");
    }

    private static Object value(Object property) {
        return property == null ? null : ((Map<?, ?>) property).get("value");
    }

    /** How many pixels of a chart have exactly the colour of an arm. */
    private static long pixels(int chart, int arm) {
        return (long) browser.executeAsyncScript("""
                const [chart, arm, done] = arguments;
                requestAnimationFrame(() => requestAnimationFrame(() => {
                  const hex = getComputedStyle(document.documentElement).getPropertyValue('--arm-' + arm).trim();
                  const rgb = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
                  const canvas = lanewisePlots[chart].ctx.canvas;
                  const p = lanewisePlots[chart].ctx.getImageData(0, 0, canvas.width, canvas.height).data;
                  let count = 0;
                  for (let i = 0; i < p.length; i += 4) {
                    if (p[i] === rgb[0] && p[i + 1] === rgb[1] && p[i + 2] === rgb[2] && p[i + 3] === 255) count++;
                  }
                  done(count);
                }));
                """, chart, arm);
    }

    private static void screenshot(String name) throws Exception {
        Map<String, Object> shot = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
        Files.write(
                DIRECTORY.resolve("report-" + name + ".png"),
                Base64.getDecoder().decode((String) shot.get("data")));
    }
}

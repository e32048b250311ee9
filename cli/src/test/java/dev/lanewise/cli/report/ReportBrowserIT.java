package dev.lanewise.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
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
                if (width <= innerWidth || Date.now() > end) done(width);
                else requestAnimationFrame(look);
              };
              look();
            })""";

    private static final String RESULTS_FIT = """
            const table = document.querySelector("section[aria-labelledby=results] table");
            return table.scrollWidth <= table.parentElement.clientWidth;""";

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
        browser.manage().logs().get(LogType.BROWSER); // what earlier tests left there
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
    void drawsAPointForEachLineAndEpochInEveryPicture() {
        List<?> columns = (List<?>) browser.executeScript("return lanewisePlots.map(p => p.data.map(c => c.length))");
        assertThat(columns)
                .hasSize(2 + 2 * 3)
                .allSatisfy(chart -> assertThat((List<?>) chart)
                        .hasSize(1 + 3 * 3)
                        .allSatisfy(length -> assertThat(length).isEqualTo((long) SampleReport.EPOCHS)));
        for (int arm = 0; arm < 3; arm++) {
            assertThat(pixels(0, arm)).as("pixels in the colour of arm " + arm).isGreaterThan(50);
            assertThat(pixels(2 + 2 * arm, arm)).as("in its own picture").isGreaterThan(50);
        }
    }

    @Test
    void armsCanBeTakenOutAndPutBackWithTheKeyboard() {
        WebElement box = browser.findElement(By.cssSelector("input[data-arm='1']"));
        box.sendKeys(Keys.SPACE);
        assertThat(pixels(0, 1)).isZero();
        assertThat(pixels(1, 1)).isZero();
        assertThat(figure(4).isDisplayed()).isFalse();
        box.sendKeys(Keys.SPACE);
        assertThat(pixels(0, 1)).isGreaterThan(50);
        assertThat(figure(4).isDisplayed()).isTrue();
    }

    @Test
    void arrowKeysReadTheValuesOfAnEpoch() {
        figure(2).findElement(By.className("plot")).sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(figure(2).findElement(By.className("spoken")).getDomProperty("textContent"))
                .isEqualTo("Epoch 2: test 80.00 %; train 96.40 %; as seen in training 88.20 %; gap 16.40 points");
        assertThat(figure(0).findElement(By.className("legend")).getText())
                .as("the others follow")
                .startsWith("epoch 2\nnone\n80.00 %");
    }

    @Test
    void theCrosshairSnapsToEpochs() {
        WebElement over = figure(3).findElement(By.className("u-over"));
        new Actions(browser).moveToElement(over, 17, 5).perform();
        double at = ((Number)
                        browser.executeScript("const p = lanewisePlots[3]; return p.posToVal(p.cursor.left, 'x')"))
                .doubleValue();
        assertThat(at).isCloseTo(Math.rint(at), within(1e-6));
    }

    @Test
    void epochsCanBeLookedAtCloserAndLossesOnALogarithmicAxis() {
        WebElement from = browser.findElement(By.id("from"));
        from.sendKeys(Keys.chord(Keys.CONTROL, "a"), "5", Keys.TAB);
        assertThat(scale(0, "x")).containsExactly(5.0, 10.0);
        assertThat(scale(0, "y").getFirst()).as("set by the epochs shown").isGreaterThan(0.85);
        assertThat(scale(2, "y")).as("the same for all arms").isEqualTo(scale(4, "y"));
        browser.findElement(By.id("logarithmic")).click();
        assertThat(browser.executeScript("return lanewisePlots.map(p => p.scales.y.distr)"))
                .isEqualTo(List.of(1L, 3L, 1L, 3L, 1L, 3L, 1L, 3L));
        browser.findElement(By.id("all-epochs")).click();
        assertThat(scale(0, "x")).containsExactly(1.0, 10.0);
    }

    private static WebElement figure(int picture) {
        return browser.findElement(By.cssSelector("figure[data-plot='" + picture + "']"));
    }

    private static List<Double> scale(int picture, String axis) {
        List<?> ends = (List<?>) browser.executeScript(
                "const s = lanewisePlots[arguments[0]].scales[arguments[1]]; return [s.min, s.max]", picture, axis);
        return ends.stream().map(each -> ((Number) each).doubleValue()).toList();
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
                .anySatisfy(name -> assertThat(name).isEqualTo("Each class"))
                .anySatisfy(name -> assertThat(name).isEqualTo("Activations of the hidden layers"))
                .contains("Configuration", "Machine")
                .doesNotContain("", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNoFault(String scheme) throws Exception {
        media(scheme);
        browser.executeScript("document.querySelectorAll('details').forEach(each => each.open = true)");
        assertThat(Axe.violations(browser)).isEmpty();
    }

    @Test
    void followsTheReadersDarkMode() {
        String light = background();
        media("dark");
        assertThat(background()).isNotEqualTo(light);
        assertThat(pixels(0, 0)).as("pixels in the dark mode's colour").isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280, 1920})
    void fitsTheWindowAndLeavesScreenshots(int width) throws Exception {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            assertThat((long) browser.executeScript(WIDTH_ONCE_DRAWN_ANEW)).isLessThanOrEqualTo(width);
            assertThat(width < 1280 || (boolean) browser.executeScript(RESULTS_FIT))
                    .as("results with three arms in " + width + " pixels")
                    .isTrue();
            screenshot(width + "-" + scheme);
        }
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

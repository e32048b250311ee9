package dev.lanewise.cli.report;

import static org.assertj.core.api.Assertions.fail;

import dev.lanewise.cli.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium. It is installed with apt-get only by root and only if asked for: in continuous integration ({@code CI=true}),
 * or by {@code -Dlanewise.browser.install=true}.
 */
public final class Browser {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String INSTALL = "apt-get install -y --no-install-recommends chromium chromium-driver";

    /** The property by which a user asks for the installation. */
    private static final String ASKED = "lanewise.browser.install";

    private Browser() {}

    /** Starts it. Without Chromium, continuous integration fails; elsewhere the test is skipped, loudly. */
    public static ChromeDriver start() throws Exception {
        boolean integration = "true".equals(System.getenv("CI"));
        if (!present() && (integration || Boolean.getBoolean(ASKED))) {
            install();
        }
        if (!present()) {
            String message = "The report is NOT TESTED in a browser: there is no Chromium. Install it: " + INSTALL
                    + "; or let the test do so, as root: mvn -D" + ASKED + "=true verify";
            if (integration) {
                fail(message);
            }
            System.err.println("\n" + "*".repeat(100) + "\n" + message + "\n" + "*".repeat(100) + "\n");
            Assumptions.abort(message);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        System.setProperty("webdriver.chrome.driver", DRIVER.toString());
        return new ChromeDriver(options);
    }

    private static boolean present() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    private static void install() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return;
        }
        System.err.println("Installing Chromium to test the report in it: " + INSTALL);
        run("apt-get", "update");
        run(INSTALL.split(" "));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", command[1] + ".log").toFile());
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
        Patience.exitCode(Patience.start(builder));
    }
}

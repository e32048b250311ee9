package dev.lanewise.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** What pages are made of that hold all they need: styles, scripts, and the policy that nothing else may run. */
public final class PageParts {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    private PageParts() {}

    /** The style of all pages. */
    public static String style() {
        return resource(UPLOT + "dist/uPlot.min.css") + resource("report.css");
    }

    /** The script that draws charts. */
    public static String charts() {
        return resource(UPLOT + "dist/uPlot.iife.min.js");
    }

    /** Its licence. */
    public static String chartsLicence() {
        return resource(UPLOT + "LICENSE");
    }

    /**
     * A content security policy that allows this style and these scripts.
     *
     * @param more directives, each with a semicolon
     */
    public static String policy(String more, String style, String... scripts) {
        String allowed = Arrays.stream(scripts).map(PageParts::hash).collect(Collectors.joining(" "));
        return "default-src 'none'; " + more + "img-src data:; style-src " + hash(style) + "; script-src " + allowed
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A file beside this class, or anywhere in the application's jar. */
    public static String resource(String name) {
        try (InputStream in = PageParts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the application's jar lacks " + name + "; build or download it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

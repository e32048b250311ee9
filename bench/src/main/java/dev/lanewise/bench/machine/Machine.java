package dev.lanewise.bench.machine;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/**
 * Where and when results were made.
 *
 * @param processor its name and the number of cores
 * @param jdk vendor and version
 * @param vectorBits the width of vectors
 * @param commit of the sources, with {@code +} if they had been changed since, or {@code unknown} outside a checkout
 * @param date in UTC
 */
public record Machine(String processor, String jdk, int vectorBits, String commit, String date) {
    private static final int MOST_SECONDS = 60;

    /** This one, now. */
    public static Machine here() throws IOException {
        return new Machine(
                processorName() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                System.getProperty("java.vendor") + " " + Runtime.version(),
                FloatVector.SPECIES_PREFERRED.vectorBitSize(),
                currentCommit(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    private static String processorName() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        List<String> lines = Files.isReadable(info) ? Files.readAllLines(info) : List.of();
        return value(lines, "model name", System.getProperty("os.arch"))
                + value(lines, "cpu family", "").replaceFirst("^(?=.)", " family ")
                + value(lines, "model\t", "").replaceFirst("^(?=.)", " model ");
    }

    private static String value(List<String> lines, String key, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /** Results published before are no change of the sources. */
    private static String currentCommit() {
        String commit = git("rev-parse", "--short=10", "HEAD");
        String changes = git(
                "status",
                "--porcelain",
                "--",
                ":/",
                ":(exclude,top)bench/results",
                ":(exclude,top)bench/RESULTS.md",
                ":(exclude,top)bench/dropout.svg");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return changes.isEmpty() ? commit : commit + "+";
    }

    /** What git says; nothing where there is no git or no checkout. */
    private static String git(String... arguments) {
        try {
            List<String> command =
                    Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? text.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** As JSON. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.put("processor", processor);
        json.put("jdk", jdk);
        json.put("vector_bits", vectorBits);
        json.put("commit", commit);
        json.put("date", date);
        return json;
    }

    /** Reads what {@link #json} made. */
    public static Machine of(JsonObject json) {
        return new Machine(
                json.getString("processor"),
                json.getString("jdk"),
                json.getInt("vector_bits"),
                json.getString("commit"),
                json.getString("date"));
    }

    @Override
    public String toString() {
        return processor + ", " + vectorBits + "-bit vectors; " + jdk + "; commit " + commit + "; " + date;
    }
}

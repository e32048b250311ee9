package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of packages says exactly who uses whom, by the import lists of all sources of the folders it names. */
class PackageTableArchitectureTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (?:`(\\w+)`)? *\\| `([\\w.]+)` \\| .* \\| ([^|]+) \\|");
    private static final Pattern IMPORT =
            Pattern.compile("import (?:static )?dev\\.lanewise\\.([a-z0-9.]+)\\.[A-Z].*;");
    private static final int FEWEST_ROWS = 30;

    /**
     * A row of the table.
     *
     * @param uses packages of the same folder, and whole folders
     */
    private record Row(String folder, Set<String> uses) {}

    private static Map<String, Row> table() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        String folder = "";
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                folder = row.group(1) == null ? folder : row.group(1);
                rows.put(row.group(2), new Row(folder, words(row.group(3))));
            }
        }
        assertThat(rows).hasSizeGreaterThan(FEWEST_ROWS);
        return rows;
    }

    private static Set<String> words(String cell) {
        return cell.equals("–") ? Set.of() : new TreeSet<>(Arrays.asList(cell.split(", ")));
    }

    private static Map<String, Row> imports(Map<String, Row> table) throws IOException {
        Map<String, Row> found = new LinkedHashMap<>();
        for (String folder : table.values().stream().map(Row::folder).distinct().toList()) {
            for (Path source : sources(folder)) {
                String self = packageOf(source);
                Row row = found.computeIfAbsent(self, name -> new Row(folder, new TreeSet<>()));
                for (String line : Files.readAllLines(source)) {
                    Matcher match = IMPORT.matcher(line);
                    if (match.matches() && !match.group(1).equals(self)) {
                        row.uses().add(inTableOf(match.group(1), folder, table));
                    }
                }
            }
        }
        return found;
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> roots = Files.list(ROOT.resolve(folder).resolve("src"))) {
            return roots.filter(each -> !each.endsWith("test") && !each.endsWith("example"))
                    .map(each -> each.resolve("java"))
                    .filter(Files::isDirectory)
                    .flatMap(PackageTableArchitectureTest::walk)
                    .filter(each -> each.toString().endsWith(".java") && !each.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> walk(Path root) {
        try {
            return Files.walk(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packageOf(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> line.startsWith("package dev.lanewise."))
                .map(line -> line.substring("package dev.lanewise.".length(), line.length() - 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source + " is in no package of ours"));
    }

    /** A package of another folder counts as that folder. */
    private static String inTableOf(String name, String folder, Map<String, Row> table) {
        Row row = table.get(name);
        return row == null || row.folder().equals(folder) ? name : row.folder();
    }

    @Test
    void importListsAreThoseOfTheTable() throws IOException {
        Map<String, Row> table = table();
        Map<String, Row> imports = imports(table);
        assertThat(imports.keySet()).containsExactlyInAnyOrderElementsOf(table.keySet());
        imports.forEach((name, row) -> assertThat(table.get(name).uses())
                .as("what the row of %s in the README says it uses", name)
                .containsExactlyInAnyOrderElementsOf(row.uses()));
    }

    /** So that there can be no circle. */
    @Test
    void everyPackageUsesOnlyThoseAboveIt() throws IOException {
        Set<String> above = new TreeSet<>();
        for (Map.Entry<String, Row> each : table().entrySet()) {
            Row row = each.getValue();
            assertThat(above).as(each.getKey()).containsAll(row.uses());
            above.add(each.getKey());
            above.add(row.folder());
        }
    }

    @Test
    void everyClassOnTheArchitecturePageExists() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (String folder : List.of("core", "cli")) {
            sources(folder)
                    .forEach(each -> classes.add(each.getFileName().toString().replace(".java", "")));
        }
        Set<String> named = Pattern.compile("`([A-Z]\\w+)`")
                .matcher(Files.readString(ROOT.resolve("docs/architecture.md")))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(FEWEST_ROWS);
        assertThat(classes).containsAll(named);
    }
}

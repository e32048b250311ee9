package dev.lanewise.bench.report;

import com.grack.nanojson.JsonObject;
import dev.lanewise.bench.base.JsonFile;
import dev.lanewise.bench.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where and when each part of what is published was measured, kept beside the raw results. */
final class Origins {
    private static final String AGAINST = "against";

    private final Path file;
    private final JsonObject byPart;

    private Origins(Path file, JsonObject byPart) {
        this.file = file;
        this.byPart = byPart;
    }

    /** Those of the results in this folder; none if nothing has been measured yet. */
    static Origins of(Path results) throws IOException {
        Path file = results.resolve("machine.json");
        return new Origins(
                file,
                Files.exists(file)
                        ? JsonFile.read(
                                file,
                                JsonObject.class,
                                json -> json,
                                "does not say where results are from; restore it, or delete it and publish all parts again")
                        : new JsonObject());
    }

    /**
     * Notes that this part was measured here, now.
     *
     * @param against the other build, in words; empty if there is none
     */
    void note(Part part, String against) throws IOException {
        JsonObject origin = Machine.here().json();
        if (!against.isEmpty()) {
            origin.put(AGAINST, against);
        }
        byPart.put(part.toString(), origin);
        JsonFile.write(file, byPart);
    }

    /** The build that this one took turns with, in words. */
    String against() {
        return byPart.getObject(Part.AGAINST.toString(), new JsonObject()).getString(AGAINST, "one that nobody noted");
    }

    /** A sentence for each machine, day and commit, with the parts of each where there are several. */
    @Override
    public String toString() {
        Map<String, List<Part>> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            JsonObject machine = byPart.getObject(part.toString());
            if (machine != null) {
                parts.computeIfAbsent(Machine.of(machine).toString(), text -> new ArrayList<>())
                        .add(part);
            }
        }
        return parts.entrySet().stream()
                .map(each -> (parts.size() == 1 ? "" : names(each.getValue()) + ": ") + each.getKey() + ".")
                .collect(Collectors.joining("\n\n"));
    }

    private static String names(List<Part> parts) {
        return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
    }
}

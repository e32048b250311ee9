package dev.lanewise.cli.view;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.diagnose.Diagnosis;
import dev.lanewise.cli.runfile.Json;

/** Shows a diagnosis. */
public final class DiagnosisView {
    private DiagnosisView() {}

    /** To a person. */
    public static void text(Diagnosis diagnosis, Terminal terminal) {
        for (String sentence : diagnosis.sentences()) {
            Words.wrap(sentence).forEach(terminal::line);
        }
        if (diagnosis.nextCommand() != null) {
            terminal.line("Try next:");
            Words.command(diagnosis.nextCommand()).forEach(terminal::line);
        }
    }

    /** As an event. */
    public static void json(Diagnosis diagnosis, Terminal terminal) {
        JsonObject out = Json.event("diagnosis");
        out.put("sentences", new JsonArray(diagnosis.sentences()));
        JsonObject changes = new JsonObject();
        diagnosis.changes().forEach(changes::put);
        out.put("changes", changes);
        out.put("next_command", diagnosis.nextCommand());
        terminal.line(Json.line(out));
    }
}

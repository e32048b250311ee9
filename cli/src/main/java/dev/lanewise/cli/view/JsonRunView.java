package dev.lanewise.cli.view;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.Machine;
import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.diagnose.Diagnosis;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.runfile.EpochJson;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.RunJson;
import java.util.Map;

/** Shows a run as JSON, one event a line: start, epoch for epoch, end. */
public final class JsonRunView implements RunView {
    private final Terminal terminal;

    /** On this terminal. */
    public JsonRunView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(RunStart start) {
        JsonObject out = Json.event("start");
        out.putAll(RunJson.of(start));
        terminal.line(Json.line(out));
    }

    @Override
    public boolean wantsTrainSample() {
        return true;
    }

    @Override
    public void epoch(Epoch epoch) {
        JsonObject out = Json.event("epoch");
        out.putAll(EpochJson.write(epoch));
        terminal.line(Json.line(out));
    }

    @Override
    public void end(RunResult result) {
        if (result.validation().isPresent() && !Double.isNaN(result.test().accuracy())) {
            DiagnosisView.json(Diagnosis.of(result), terminal);
        }
        JsonObject out = Json.event("end");
        out.put("epochs", result.epochs().getLast().result().epoch());
        Json.put(out, result);
        terminal.line(Json.line(out));
    }

    @Override
    public void timings(Map<Phase, Double> seconds) {
        JsonObject out = Json.event("timings");
        out.putAll(Json.of(seconds));
        Machine.peakMemory().ifPresent(bytes -> out.put("peak_memory_bytes", bytes));
        terminal.line(Json.line(out));
    }
}

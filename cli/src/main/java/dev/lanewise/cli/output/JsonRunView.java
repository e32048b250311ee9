package dev.lanewise.cli.output;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.cli.terminal.Terminal;
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
        out.put("version", Machine.version());
        out.put("configuration", Json.of(start.config()));
        out.put("layers", layers(start));
        out.put("parameters", start.parameters());
        out.put("regularizers", Json.of(start.made()));
        out.put("threads", start.threads());
        out.put("kernels", start.kernels().describe());
        out.put("machine", Machine.json());
        JsonObject data = new JsonObject();
        data.put("origin", start.data().source().origin());
        data.put("train", Json.of(start.data().train()));
        start.data().validation().ifPresent(each -> data.put("validation", Json.of(each)));
        data.put("test", Json.of(start.data().test()));
        out.put("data", data);
        terminal.line(Json.line(out));
    }

    private static JsonArray layers(RunStart start) {
        JsonArray out = new JsonArray();
        out.add(start.data().train().features());
        out.addAll(start.config().hidden());
        out.add(start.data().train().classes());
        return out;
    }

    @Override
    public void epoch(Epoch epoch) {
        JsonObject out = Json.event("epoch");
        out.putAll(Json.of(epoch));
        terminal.line(Json.line(out));
    }

    @Override
    public void end(RunResult result) {
        JsonObject out = Json.event("end");
        out.put("epochs", result.epochs().getLast().result().epoch());
        Json.put(out, result);
        terminal.line(Json.line(out));
    }

    @Override
    public void timings(Map<Phase, Double> seconds) {
        JsonObject out = Json.event("timings");
        out.putAll(Json.of(seconds));
        terminal.line(Json.line(out));
    }
}

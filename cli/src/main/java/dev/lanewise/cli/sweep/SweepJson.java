package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.view.Terminal;
import java.util.List;

/** Shows a sweep as JSON, one event a line: start, each run, each rung, end. */
public final class SweepJson implements SweepView {
    private final Terminal terminal;

    /** On this terminal. */
    public SweepJson(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(SweepPlan plan, int atOnce) {
        JsonObject out = Json.event("start");
        out.putAll(plan.sweep().json());
        JsonArray settings = new JsonArray();
        plan.settings().forEach(each -> settings.add(new JsonObject(each.changes())));
        out.put("settings", settings);
        out.put("runs_at_once", atOnce);
        terminal.line(Json.line(out));
    }

    @Override
    public void progress(SweepProgress progress, List<Standing> standings) {
        // Results only: the runs follow as they finish.
    }

    @Override
    public void done(Trial trial, TrialResult result, SweepProgress progress, List<Standing> standings) {
        JsonObject out = Json.event("run");
        out.put("label", trial.label());
        out.putAll(result.json());
        out.put("runs_done", progress.trialsDone());
        out.put("runs", progress.trials());
        progress.secondsLeft().ifPresent(left -> out.put("seconds_left", left));
        terminal.line(Json.line(out));
    }

    @Override
    public void rung(int epochs, int survivors) {
        JsonObject out = Json.event("rung");
        out.put("epochs", epochs);
        out.put("survivors", survivors);
        terminal.line(Json.line(out));
    }

    @Override
    public void end(List<Standing> standings, Winner winner) {
        JsonObject out = Json.event("end");
        out.put("leaderboard", leaderboard(standings));
        out.put("winner", winner.json());
        terminal.line(Json.line(out));
    }

    /** An object a setting, from best to worst. */
    static JsonArray leaderboard(List<Standing> standings) {
        JsonArray out = new JsonArray();
        for (Standing each : standings) {
            JsonObject one = new JsonObject();
            one.put("setting", each.setting());
            one.put("label", each.label());
            one.put("epochs", each.epochs());
            one.put("why", each.why());
            if (each.ranked()) {
                one.put("validation_loss", each.loss().mean());
                each.accuracy().ifPresent(accuracy -> {
                    one.put("validation_accuracy", accuracy.mean());
                    if (accuracy.count() > 1) {
                        one.put("validation_accuracy_deviation", accuracy.deviation());
                    }
                });
            }
            out.add(one);
        }
        return out;
    }
}

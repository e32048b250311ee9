package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.base.Machine;
import dev.lanewise.cli.run.DataFacts;
import dev.lanewise.cli.run.DataWarnings;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Polarity;

/** What is known of a run when it starts, as the start event and {@code run.json} have it. */
public final class RunJson {
    private RunJson() {}

    /** As one object. */
    public static JsonObject of(RunStart start) {
        JsonObject out = new JsonObject();
        out.put("version", Machine.version());
        out.put("command", CommandLines.train(start.config().options()));
        out.put("configuration", Json.of(start.config()));
        out.put("layers", layers(start));
        out.put("parameters", start.parameters());
        out.put("regularizers", Json.of(start.made()));
        out.put("threads", start.threads());
        out.put("kernels", start.kernels().describe());
        out.put("machine", Machine.json());
        out.put("data", data(start));
        return out;
    }

    private static JsonArray layers(RunStart start) {
        JsonArray out = new JsonArray();
        out.add(start.data().train().features());
        out.addAll(start.config().hidden());
        out.add(start.data().train().outputs());
        return out;
    }

    private static JsonObject data(RunStart start) {
        JsonObject out = new JsonObject();
        DataFacts source = start.data().facts();
        out.put("origin", source.origin());
        out.put("fashion_mnist", source.fashionMnist());
        out.put("train", Json.of(start.data().train()));
        out.put("train_sample", start.data().trainSampleSize());
        start.data().validation().ifPresent(each -> out.put("validation", Json.of(each)));
        out.put("test", Json.of(start.data().test()));
        if (start.data().train() instanceof LabelledImages images) {
            out.put("polarity", Polarity.of(images).toString());
        }
        start.data().schema().ifPresent(each -> out.put("table", SchemaJson.write(each)));
        out.put("classes", new JsonArray(start.data().classNames()));
        JsonArray warnings = new JsonArray(source.remarks());
        warnings.addAll(DataWarnings.of(start.config(), start.data()));
        out.put("warnings", warnings);
        JsonArray files = new JsonArray();
        for (int i = 0; i < source.files().size(); i++) {
            JsonObject file = new JsonObject();
            file.put("file", source.files().get(i).toString());
            file.put("sha256", source.sha256().get(i));
            files.add(file);
        }
        out.put("files", files);
        return out;
    }
}

package dev.lanewise.cli.report;

import com.grack.nanojson.JsonObject;

/**
 * How many samples a record speaks of.
 *
 * @param name what they are called
 */
record SampleCount(String name, int count) {
    /** From what {@link dev.lanewise.cli.runfile.Json#of(dev.lanewise.data.Samples)} has written. */
    static SampleCount of(JsonObject size) {
        return size.has("images")
                ? new SampleCount("images", size.getInt("images"))
                : new SampleCount("rows", size.getInt("table_rows"));
    }
}

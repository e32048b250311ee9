package dev.lanewise.cli.base;

import java.util.EnumMap;
import java.util.Map;

/** Where the time of the process went. At any moment exactly one phase is running. */
public final class Timings {
    /** What the process can be busy with. */
    public enum Phase {
        START("start of Java"),
        OPTIONS("command line"),
        PLUGINS("plug-ins"),
        DATA("data"),
        WARM_UP("warm-up"),
        TRAINING("training"),
        EVALUATION("evaluation"),
        WRITING("writing");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        /** For people. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    private Phase phase = Phase.OPTIONS;
    private long since = System.nanoTime();

    /** Timings that begin in this moment, with {@link Phase#OPTIONS}. */
    public Timings() {
        for (Phase each : Phase.values()) {
            seconds.put(each, 0.0);
        }
    }

    /** Adds the time between the start of the process and this moment. */
    public void processStarted() {
        add(Phase.START, ProcessAge.seconds());
    }

    /** From now on the process does something else. */
    public void enter(Phase next) {
        long now = System.nanoTime();
        add(phase, (now - since) * 1e-9);
        phase = next;
        since = now;
    }

    /** Part of what was counted as one phase was another. */
    public void move(Phase from, Phase to, double amount) {
        add(from, -amount);
        add(to, amount);
    }

    private void add(Phase to, double amount) {
        seconds.merge(to, amount, Double::sum);
    }

    /** Seconds of each phase until now. */
    public Map<Phase, Double> seconds() {
        enter(phase);
        return new EnumMap<>(seconds);
    }
}

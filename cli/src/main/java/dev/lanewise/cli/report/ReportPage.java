package dev.lanewise.cli.report;

import com.samskivert.mustache.Mustache;
import dev.lanewise.cli.result.ArmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The report as one HTML page that loads nothing: scripts, styles and pictures are inside, and nothing else may run. */
final class ReportPage {
    private ReportPage() {}

    /** The page. Every string of the report is escaped. */
    static String of(Report report) {
        String style = PageParts.style();
        String uplot = PageParts.charts();
        String script = PageParts.resource("report.js");
        List<Curve> curves = Curve.of(report.arms());
        List<Plot> plots = Plots.of(report.arms());
        List<String> shared = shared(report.findings());
        Page page = new Page(
                report.title(),
                report.arms().getFirst().samplesName(),
                PageParts.policy("", style, uplot, script),
                style,
                uplot,
                PageParts.chartsLicence(),
                script,
                CurveData.json(plots),
                Conclusions.sentences(report.arms()),
                report.arms().size() > 1,
                plots(plots),
                Plots.note(report),
                ResultTable.columns(report.arms()),
                ResultTable.caption(report.arms()),
                ResultTable.note(report.arms()),
                PairTable.columns(report.arms()),
                PairTable.caption(report.arms()),
                PairTable.NOTE,
                pairs(report.arms()),
                arms(report),
                curves.stream()
                        .map(curve -> curve.title() + (curve.share() ? " %" : ""))
                        .toList(),
                activity(report.arms()),
                report.findings().stream()
                        .map(each -> FindingView.of(each, shared))
                        .toList(),
                !shared.isEmpty(),
                shared,
                report.command(),
                report.armCommands().entrySet().stream()
                        .map(each -> new CommandView(each.getKey(), each.getValue()))
                        .toList(),
                facts(report));
        return Mustache.compiler()
                .compile(PageParts.resource("report.mustache"))
                .execute(page);
    }

    /** What the template is filled with; it names these. */
    private record Page(
            String title,
            String samples,
            String contentSecurityPolicy,
            String style,
            String uplot,
            String uplotLicence,
            String script,
            String data,
            List<String> summary,
            boolean severalArms,
            List<PlotView> plots,
            String plotNote,
            List<String> resultColumns,
            String resultsCaption,
            String resultsNote,
            List<String> pairColumns,
            String pairCaption,
            String pairNote,
            List<PairView> pairs,
            List<ArmView> arms,
            List<String> curveColumns,
            List<ActivityView> activity,
            List<FindingView> findings,
            boolean severalFindings,
            List<String> sharedSentences,
            String command,
            List<CommandView> armCommands,
            List<FactsView> facts) {}

    private record PairView(List<String> arm, List<String> against, List<String> cells) {}

    private record CommandView(String arm, String command) {}

    private record PlotView(int index, String title, List<LineView> lines, int color, boolean gap) {}

    private record LineView(int index, String name, int color, String stroke) {}

    private record FactsView(String title, List<FactView> entries) {}

    private record FactView(String name, String value) {}

    private record FindingView(String arm, List<String> sentences, boolean hasNext, String nextCommand) {
        static FindingView of(Report.Finding finding, List<String> shared) {
            String next = finding.nextCommand();
            List<String> own = finding.sentences().stream()
                    .filter(each -> !shared.contains(each))
                    .toList();
            return new FindingView(finding.arm(), own, next != null, next == null ? "" : next);
        }
    }

    private static List<PlotView> plots(List<Plot> plots) {
        return IntStream.range(0, plots.size())
                .mapToObj(i -> plot(i, plots.get(i)))
                .toList();
    }

    private static PlotView plot(int index, Plot plot) {
        List<LineView> lines = IntStream.range(0, plot.lines().size())
                .mapToObj(i -> line(i, plot.lines().get(i)))
                .toList();
        return new PlotView(index, plot.title(), lines, lines.getFirst().color(), plot.gap());
    }

    private static LineView line(int index, Plot.Line line) {
        return new LineView(
                index, line.name(), ArmView.color(line.arm()), line.stroke().style());
    }

    /** What is true of every arm is said once. */
    private static List<String> shared(List<Report.Finding> findings) {
        if (findings.size() < 2) {
            return List.of();
        }
        List<String> out = new ArrayList<>(findings.getFirst().sentences());
        findings.forEach(each -> out.retainAll(each.sentences()));
        return out;
    }

    private static List<PairView> pairs(List<ArmResult> arms) {
        return PairTable.rows(arms).stream()
                .map(row -> new PairView(
                        ArmView.parts(arms.get(row.arm()).label()),
                        ArmView.parts(arms.get(row.against()).label()),
                        row.cells()))
                .toList();
    }

    private static List<ArmView> arms(Report report) {
        return IntStream.range(0, report.arms().size())
                .mapToObj(i -> ArmView.of(i, report.arms()))
                .toList();
    }

    private static List<ActivityView> activity(List<ArmResult> arms) {
        return arms.stream()
                .filter(arm -> arm.examination() != null)
                .flatMap(arm -> ActivityView.of(arm.label(), arm.examination().layers()))
                .toList();
    }

    private static List<FactsView> facts(Report report) {
        return report.facts().entrySet().stream()
                .map(table -> new FactsView(table.getKey(), entries(table.getValue())))
                .toList();
    }

    private static List<FactView> entries(Map<String, String> table) {
        return table.entrySet().stream()
                .map(entry -> new FactView(entry.getKey(), entry.getValue()))
                .toList();
    }
}

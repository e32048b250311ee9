package dev.lanewise.cli.view;

import dev.lanewise.cli.base.Machine;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of the command line with all its commands, in roff with the man macros (see man(7)). */
public final class ManPage {
    private final StringBuilder out = new StringBuilder();

    private ManPage() {}

    /** The page of this command line. */
    public static String of(CommandLine line) {
        ManPage page = new ManPage();
        page.header(line.getCommandSpec());
        line.getSubcommands().values().stream().map(CommandLine::getCommandSpec).forEach(page::command);
        page.exitCodes(line.getCommandSpec());
        return page.out.toString();
    }

    private void header(CommandSpec root) {
        macro(".TH LANEWISE 1 \"\" \"Lanewise " + escape(Machine.version()) + "\"");
        macro(".SH NAME");
        text("lanewise - " + root.usageMessage().description()[0]);
        macro(".SH SYNOPSIS");
        for (String synopsis : root.usageMessage().customSynopsis()) {
            text(synopsis.strip());
            macro(".br");
        }
        macro(".SH DESCRIPTION");
        text(String.join(" ", root.usageMessage().description()));
    }

    private void command(CommandSpec command) {
        macro(".SH " + command.name().toUpperCase(Locale.ROOT));
        for (String paragraph : command.usageMessage().description()) {
            macro(paragraph.isEmpty() ? ".PP" : paragraph.startsWith(" ") ? ".br" : "");
            text(paragraph.strip());
        }
        command.positionalParameters().forEach(each -> argument(each.paramLabel(), each));
        command.options().stream().filter(option -> !option.hidden()).forEach(this::option);
    }

    private void option(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        argument(Stream.of(option.names()).collect(Collectors.joining(", ")) + label, option);
    }

    private void argument(String names, ArgSpec argument) {
        macro(".TP");
        macro(".B " + escape(names));
        text(String.join(" ", argument.description()));
    }

    private void exitCodes(CommandSpec root) {
        macro(".SH EXIT STATUS");
        for (Map.Entry<String, String> code : root.usageMessage().exitCodeList().entrySet()) {
            macro(".TP");
            macro(".B " + code.getKey());
            text(code.getValue());
        }
    }

    private void macro(String line) {
        if (!line.isEmpty()) {
            out.append(line).append('\n');
        }
    }

    private void text(String text) {
        macro(escape(text));
    }

    /** Hyphens that can be copied, and nothing that roff would take for a command. */
    private static String escape(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}

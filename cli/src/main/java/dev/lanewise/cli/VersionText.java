package dev.lanewise.cli;

import dev.lanewise.cli.base.Machine;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"lanewise " + Machine.version(), Machine.jvm(), Machine.system()};
    }
}

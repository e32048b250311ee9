package dev.lanewise.spark;

import dev.lanewise.cli.base.CliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** A folder typed as an address, such as {@code hdfs://host/sweep} or {@code s3a://bucket/sweep}. */
final class FolderAddress {
    private static final Pattern TYPED = Pattern.compile("(--out|--resume)(?:=(.*))?");
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

    private FolderAddress() {}

    /**
     * Puts a local folder into the place of an address, with what is there already if the sweep goes on.
     *
     * @param typed is changed
     * @return what has the address; empty if there is none
     * @throws CliException if it has another sweep, or none to go on with
     */
    static Optional<RemoteFolder> replace(List<String> typed, Path local, Configuration hadoop) throws IOException {
        for (int i = 0; i < typed.size(); i++) {
            Matcher option = TYPED.matcher(typed.get(i));
            if (!option.matches() || option.group(2) == null && i + 1 == typed.size()) {
                continue;
            }
            int at = option.group(2) == null ? i + 1 : i;
            String address = option.group(2) == null ? typed.get(at) : option.group(2);
            if (!SCHEME.matcher(address).matches()) {
                continue;
            }
            if (typed.contains("--overwrite")) {
                throw CliException.usage("--overwrite: it is for folders of this machine; give another " + address);
            }
            RemoteFolder remote = new RemoteFolder(address, local, hadoop);
            if (option.group(1).equals("--out")) {
                remote.requireNoSweep();
            } else {
                remote.pull();
            }
            typed.set(at, option.group(2) == null ? local.toString() : option.group(1) + "=" + local);
            return Optional.of(remote);
        }
        return Optional.empty();
    }
}

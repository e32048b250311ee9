package dev.lanewise.launcher;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where systems, package managers and version managers install JDKs. */
final class Places {
    private static final String[] BELOW_ROOT = {
        "/usr/lib/jvm/*",
        "/usr/java/*",
        "/usr/local/*",
        "/opt/*",
        "/opt/java/*",
        "/opt/hostedtoolcache/*/*/*",
        "/Library/Java/JavaVirtualMachines/*",
        "/opt/homebrew/opt/*",
        "/usr/local/opt/*",
        "/home/linuxbrew/.linuxbrew/opt/*",
    };

    private static final String[] BELOW_HOME = {
        "/.sdkman/candidates/java/*",
        "/.jdks/*",
        "/.gradle/jdks/*",
        "/.asdf/installs/java/*",
        "/.local/share/mise/installs/java/*",
        "/.jenv/versions/*",
        "/.jbang/cache/jdks/*",
        "/Library/Java/JavaVirtualMachines/*",
        "/scoop/apps/*/current",
    };

    private static final List<String> WINDOWS_VENDORS =
            Arrays.asList("Java", "Eclipse Adoptium", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft", "SapMachine");

    private Places() {}

    /** The usual places on any system, as patterns for {@link #matching}; those that do not exist do no harm. */
    static List<String> usual() {
        List<String> patterns = new ArrayList<>(Arrays.asList(BELOW_ROOT));
        for (String place : BELOW_HOME) {
            patterns.add(System.getProperty("user.home") + place);
        }
        String programs = System.getenv("ProgramFiles");
        if (programs != null) {
            for (String vendor : WINDOWS_VENDORS) {
                patterns.add(programs.replace('\\', '/') + "/" + vendor + "/*");
            }
        }
        return patterns;
    }

    /** The folders of a pattern, a path with slashes in which {@code *} stands for any name; some may not exist. */
    static List<File> matching(String pattern) {
        int star = pattern.indexOf("/*");
        if (star < 0) {
            return Collections.singletonList(new File(pattern));
        }
        List<File> folders = Collections.singletonList(new File(pattern.substring(0, star)));
        while (star >= 0) {
            int next = pattern.indexOf("/*", star + 2);
            folders = children(folders, pattern.substring(star + 2, next < 0 ? pattern.length() : next));
            star = next;
        }
        return folders;
    }

    /** What is in the folders, in the order of the names, each with a path below it. */
    private static List<File> children(List<File> folders, String below) {
        List<File> children = new ArrayList<>();
        for (File folder : folders) {
            String[] names = folder.list();
            if (names != null) {
                Arrays.sort(names);
                for (String name : names) {
                    children.add(new File(folder, name + below));
                }
            }
        }
        return children;
    }
}

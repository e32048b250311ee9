package dev.lanewise.data.fetch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one of the four files of a data set holds, in the order in which they are kept. */
enum Role {
    TRAIN_IMAGES("train-images-idx3-ubyte"),
    TRAIN_LABELS("train-labels-idx1-ubyte"),
    TEST_IMAGES("t10k-images-idx3-ubyte"),
    TEST_LABELS("t10k-labels-idx1-ubyte");

    /** What they are called most often. */
    static final String COMMON_NAMES =
            Arrays.stream(values()).map(each -> each.commonName).collect(Collectors.joining(", "))
                    + ", each plain or .gz";

    /**
     * What the file's name says: the data set, the part of it, what the file holds, and its type; and, in parentheses, how often
     * a browser had saved it before.
     */
    private static final Pattern NAME = Pattern.compile(
            "(?<set>.*?)[-_. ]?(?<part>train(?:ing)?|t10k|test(?:ing)?)[-_. ]?(?<what>images|labels)"
                    + "(?:[-_. ]?idx\\d(?:[-_. ]?[a-z0-9]+)?)?(?:\\.(?:idx|bin))?(?: ?\\(\\d+\\))?(?:\\.gz)?(?: ?\\(\\d+\\))?");

    private final String commonName;

    Role(String commonName) {
        this.commonName = commonName;
    }

    String commonName() {
        return commonName;
    }

    /** What a file of this name holds; empty if the name does not tell. */
    static Optional<Role> of(String fileName) {
        return match(fileName).map(name -> {
            boolean train = name.group("part").startsWith("train");
            boolean images = name.group("what").equals("images");
            return values()[(train ? 0 : 2) + (images ? 0 : 1)];
        });
    }

    /** The beginning of such a name, such as {@code emnist-letters}; empty if it has none. */
    static String setOf(String fileName) {
        return match(fileName).map(name -> name.group("set")).orElse("");
    }

    private static Optional<Matcher> match(String fileName) {
        Matcher name = NAME.matcher(fileName.toLowerCase(Locale.ROOT));
        return name.matches() ? Optional.of(name) : Optional.empty();
    }
}

/** What a regularizer must keep to, as checks for its author. */
module dev.lanewise.testkit {
    requires transitive dev.lanewise.core;
    requires static transitive org.junit.jupiter.api; // for the base class alone

    exports dev.lanewise.testkit;
    exports dev.lanewise.testkit.junit;
}

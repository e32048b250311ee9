/**
 * For authors of regularizers: blocks to call a hook with in a test, and checks of everything the engine relies on. Needs no test
 * framework; the JUnit base class {@code dev.lanewise.testkit.junit.RegularizerContract} is in the jar with classifier {@code
 * testkit}.
 */
package dev.lanewise.testkit;

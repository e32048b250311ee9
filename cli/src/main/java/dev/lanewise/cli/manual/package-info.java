/** The command line's own description, for shells and for {@code man}. */
package dev.lanewise.cli.manual;

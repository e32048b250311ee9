/** What every other package may use: exit codes and the exceptions that carry them, where time went, the machine, command lines. */
package dev.lanewise.cli.base;

/** Every command, and nothing else. */
package dev.lanewise.cli.command;

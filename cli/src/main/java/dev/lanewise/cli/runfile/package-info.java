/** What is kept of a run: its folder, its JSON, its model and checkpoint, written and read again. */
package dev.lanewise.cli.runfile;

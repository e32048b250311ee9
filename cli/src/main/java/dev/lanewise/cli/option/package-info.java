/** What people type: the options of a run, of output, and files of options. */
package dev.lanewise.cli.option;

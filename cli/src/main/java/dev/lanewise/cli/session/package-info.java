/** One call of the command line: its terminal, timings and end; the plug-ins, kernels and data it gets; a run shown and kept. */
package dev.lanewise.cli.session;

/** A training run as its options describe it, and the run itself: no terminal, no files but its data. */
package dev.lanewise.cli.run;

/** Trains several arms from the same initial weights and in the same order, side by side, and tells them apart. */
package dev.lanewise.cli.compare;

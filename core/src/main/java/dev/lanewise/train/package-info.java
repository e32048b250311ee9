/** Training as its user asks for it: the trainer, its run from epoch to epoch, listeners, history, averages and checkpoints. */
package dev.lanewise.train;

/** Training: the fused step and its threads, optimizers, schedules, listeners, history, model files and checkpoints. */
package dev.lanewise.train;

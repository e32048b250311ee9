/** The benchmarks: entry point, commands, and what is published. */
package dev.lanewise.bench;

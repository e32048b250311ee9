/** The benchmarks: entry point, networks and data they run on, and the measure of the machine. */
package dev.lanewise.bench;

/** The networks of the benchmarks and how they are trained. */
package dev.lanewise.bench.workload;

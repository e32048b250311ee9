/** The benchmarks that JMH runs. Each differs from its twins in one parameter. */
package dev.lanewise.bench.jmh;

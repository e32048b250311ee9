/** Sweeps on a cluster of Apache Spark: each run is a task, and the leaderboard is the one that a single machine gives. */
package dev.lanewise.spark;

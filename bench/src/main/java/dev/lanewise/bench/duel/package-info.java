/**
 * Comparisons between systems that must not share a process: each runs in one of its own and they take turns, so that whatever
 * drifts, drifts for all.
 */
package dev.lanewise.bench.duel;

/** From raw results to tables. */
package dev.lanewise.bench.report;

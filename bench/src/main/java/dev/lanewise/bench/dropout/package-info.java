/** A hidden layer with dropout done in different ways. */
package dev.lanewise.bench.dropout;

/** Matrix products of different systems on the same operands. */
package dev.lanewise.bench.gemm;

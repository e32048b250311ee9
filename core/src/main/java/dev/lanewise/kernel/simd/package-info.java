/** The kernels on the Vector API: the only package that may touch {@code jdk.incubator.vector}. */
package dev.lanewise.kernel.simd;

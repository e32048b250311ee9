/**
 * The kernels: matrix products, dropout and the other loops that training spends its time in.
 *
 * <p>{@link dev.lanewise.kernel.Kernels} is the contract, {@link dev.lanewise.kernel.ReferenceKernels} the specification in
 * plain loops, {@code kernel.simd} the fast implementation, and {@link dev.lanewise.kernel.choice.KernelChoice} the one place that
 * chooses. Every implementation gives the same bits: each output element is one chain of fused multiply-adds in a fixed order,
 * so vector widths, blocking and threads do not show.
 */
package dev.lanewise.kernel;

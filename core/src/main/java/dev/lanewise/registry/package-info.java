/**
 * Regularizers by name: finds {@link dev.lanewise.spi.RegularizerProvider}s, checks them, and makes regularizers of what a user
 * typed, such as {@code dropout:0.5,0.9+weight-decay:1e-4}.
 */
package dev.lanewise.registry;

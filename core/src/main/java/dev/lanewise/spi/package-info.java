/**
 * What a regularizer plug-in sees: the provider it registers, the hooks it may implement, the blocks those hooks work on, and
 * the arguments a user typed.
 *
 * <p>A plug-in is a jar with a class that implements {@link dev.lanewise.spi.RegularizerProvider}, named in {@code
 * META-INF/services/dev.lanewise.spi.RegularizerProvider}. This package depends on the JDK alone, and its binary compatibility
 * is checked by the build.
 */
package dev.lanewise.spi;

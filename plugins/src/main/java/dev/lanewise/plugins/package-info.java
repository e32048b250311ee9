/** The regularizers Lanewise ships, written against {@code dev.lanewise.spi} alone, like a stranger's. */
package dev.lanewise.plugins;

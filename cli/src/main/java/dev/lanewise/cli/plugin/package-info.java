/** Plug-in jars: which are looked at, who may have written them, and class loaders that show them the SPI and the JDK only. */
package dev.lanewise.cli.plugin;

/** Pictures as a network wants them. */
package dev.lanewise.cli.image;

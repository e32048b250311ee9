/** Training of the same network on the same images by different systems. */
package dev.lanewise.bench.training;

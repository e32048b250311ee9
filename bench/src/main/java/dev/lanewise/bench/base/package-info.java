/** What all others use: files, and numbers that people write. */
package dev.lanewise.bench.base;

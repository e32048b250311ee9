/** Labelled images as unsigned bytes: reading IDX files, finding Fashion-MNIST, cutting data sets to size. */
package dev.lanewise.data;

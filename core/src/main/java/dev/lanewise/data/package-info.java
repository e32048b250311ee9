/**
 * What can be trained on: labelled images as unsigned bytes, and tables of floats.
 *
 * <p>{@link dev.lanewise.data.fetch.FashionMnist#load()} is all that most programs need. It finds the data set, or fetches it by way of
 * a {@link dev.lanewise.data.fetch.DataFinder}, which can also say what it does and look in other places. {@link
 * dev.lanewise.data.Idx} reads single files. A {@link dev.lanewise.data.LabelledImages} can be cut to size. A {@link dev.lanewise.data.Table} has rows of floats with classes, labels or
 * values.
 */
package dev.lanewise.data;

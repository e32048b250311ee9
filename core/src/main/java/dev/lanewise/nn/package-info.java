/** The model as its user writes it: layers in a {@link dev.lanewise.nn.Sequential}, their parameters, and inference. */
package dev.lanewise.nn;

/**
 * Networks as ONNX graphs: what {@link dev.lanewise.model.onnx.OnnxExport} writes and {@link
 * dev.lanewise.model.onnx.OnnxImport} reads. Knows networks and bytes; files are the matter of {@code dev.lanewise.model}.
 */
package dev.lanewise.model.onnx;

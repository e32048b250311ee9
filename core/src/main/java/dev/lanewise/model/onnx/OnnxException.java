package dev.lanewise.model.onnx;

/** The bytes are no ONNX model, or one of another kind of network. The message goes on from "the file …". */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnnxException(String what) {
        super(what);
    }
}

package dev.lanewise.nn;

/** Losses by the names that users type. */
final class LossText {
    private LossText() {}

    static Loss parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        float[] numbers = colon < 0 ? null : numbers(text, text.substring(colon + 1));
        if (name.equals(SoftmaxCrossEntropy.NAME)) {
            return numbers == null ? Loss.softmaxCrossEntropy() : Loss.softmaxCrossEntropy(numbers);
        }
        if (name.equals(Huber.NAME) && (numbers == null || numbers.length == 1)) {
            return Loss.huber(numbers == null ? 1 : numbers[0]);
        }
        if (name.equals(BinaryCrossEntropy.NAME) && numbers == null) {
            return Loss.binaryCrossEntropy();
        }
        if (name.equals(MeanSquaredError.NAME) && numbers == null) {
            return Loss.meanSquaredError();
        }
        throw new IllegalArgumentException("unknown loss '" + text + "'; use " + SoftmaxCrossEntropy.NAME
                + " (perhaps with weights of classes, :1,0.5,2), " + BinaryCrossEntropy.NAME + ", "
                + MeanSquaredError.NAME + " or " + Huber.NAME + ":DELTA");
    }

    private static float[] numbers(String whole, String list) {
        String[] parts = list.split(",", -1);
        float[] out = new float[parts.length];
        try {
            for (int i = 0; i < out.length; i++) {
                out[i] = Float.parseFloat(parts[i].strip());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the loss '" + whole + "' needs numbers after the colon", e);
        }
        return out;
    }
}

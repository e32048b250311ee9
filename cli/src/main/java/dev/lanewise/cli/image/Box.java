package dev.lanewise.cli.image;

/**
 * A part of a picture.
 *
 * @param top its first row
 * @param bottom the row after its last
 * @param left its first column
 * @param right the column after its last
 */
record Box(int top, int bottom, int left, int right) {
    static Box whole(GrayImage image) {
        return new Box(0, image.rows(), 0, image.columns());
    }

    int height() {
        return bottom - top;
    }

    int width() {
        return right - left;
    }

    int area() {
        return height() * width();
    }

    int longest() {
        return Math.max(height(), width());
    }

    /** Without a margin, a share of its sides. */
    Box shrunk(double share) {
        int down = (int) (share * height());
        int across = (int) (share * width());
        return new Box(top + down, bottom - down, left + across, right - across);
    }

    /** With a margin around it, a share of its longer side, as far as the picture goes. */
    Box grown(double share, GrayImage within) {
        int margin = (int) Math.ceil(share * longest());
        return new Box(
                Math.max(0, top - margin),
                Math.min(within.rows(), bottom + margin),
                Math.max(0, left - margin),
                Math.min(within.columns(), right + margin));
    }

    /** The smallest box around both. */
    Box and(Box other) {
        return new Box(
                Math.min(top, other.top),
                Math.max(bottom, other.bottom),
                Math.min(left, other.left),
                Math.max(right, other.right));
    }

    boolean reachesEdgeOf(Box outer) {
        return top == outer.top || bottom == outer.bottom || left == outer.left || right == outer.right;
    }

    /** The same part of another size of the picture. */
    Box scaled(GrayImage from, GrayImage to) {
        double down = (double) to.rows() / from.rows();
        double across = (double) to.columns() / from.columns();
        return new Box(
                (int) Math.floor(top * down), (int) Math.ceil(bottom * down), (int) Math.floor(left * across), (int)
                        Math.ceil(right * across));
    }
}

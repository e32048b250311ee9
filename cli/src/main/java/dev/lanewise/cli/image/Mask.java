package dev.lanewise.cli.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What stands out from the background of a picture.
 *
 * @param set by pixel, row-major
 */
record Mask(boolean[] set, int columns) {
    /** The share of a line that a frame covers, and the share of the picture that is its depth at most. */
    private static final double FRAME = 0.9;

    private static final double FRAME_DEPTH = 0.05;

    /** In pixels: anything smaller is dust. */
    private static final int SMALLEST = 9;

    /** Of the largest part: anything smaller beside it is dust. */
    private static final double DUST = 0.02;

    /** Of a line along the edge of something with straight edges. */
    private static final double STRAIGHT = 0.97;

    /** Pixels that hang together. */
    private record Part(int area, Box box) {}

    /** The picture without lines along its edges that stand out all along, and without the blurred line next to them. */
    Box withoutFrame() {
        Box whole = new Box(0, set.length / columns, 0, columns);
        int deepest = (int) (FRAME_DEPTH * Math.min(whole.height(), whole.width()));
        int top = 0;
        int bottom = 0;
        int left = 0;
        int right = 0;
        while (top < deepest && share(row(whole, top)) > FRAME) {
            top++;
        }
        while (bottom < deepest && share(row(whole, whole.bottom() - 1 - bottom)) > FRAME) {
            bottom++;
        }
        while (left < deepest && share(column(whole, left)) > FRAME) {
            left++;
        }
        while (right < deepest && share(column(whole, whole.right() - 1 - right)) > FRAME) {
            right++;
        }
        return new Box(blurred(top), whole.bottom() - blurred(bottom), blurred(left), whole.right() - blurred(right));
    }

    private static int blurred(int depth) {
        return depth == 0 ? 0 : depth + 1;
    }

    /** Whether what is in this box has four straight edges. */
    boolean fillsEdgesOf(Box box) {
        return share(row(box, box.top())) > STRAIGHT
                && share(row(box, box.bottom() - 1)) > STRAIGHT
                && share(column(box, box.left())) > STRAIGHT
                && share(column(box, box.right() - 1)) > STRAIGHT;
    }

    private static Box row(Box box, int row) {
        return new Box(row, row + 1, box.left(), box.right());
    }

    private static Box column(Box box, int column) {
        return new Box(box.top(), box.bottom(), column, column + 1);
    }

    private double share(Box box) {
        int count = 0;
        for (int r = box.top(); r < box.bottom(); r++) {
            for (int c = box.left(); c < box.right(); c++) {
                count += set[r * columns + c] ? 1 : 0;
            }
        }
        return (double) count / box.area();
    }

    /** The sum of the values of what stands out in this part. */
    double sum(float[] values, Box in) {
        double sum = 0;
        for (int r = in.top(); r < in.bottom(); r++) {
            for (int c = in.left(); c < in.right(); c++) {
                sum += set[r * columns + c] ? values[r * columns + c] : 0;
            }
        }
        return sum;
    }

    /**
     * The box around the thing in this part of the picture, which may have several parts. What the edge cuts off belongs to
     * something else if there is a larger thing that is whole.
     *
     * @return empty if there is nothing
     */
    Optional<Box> thing(Box in) {
        List<Part> parts = parts(in);
        int whole = largest(
                parts.stream().filter(each -> !each.box.reachesEdgeOf(in)).toList());
        int largest = largest(parts);
        return parts.stream()
                .filter(each -> each.area >= Math.max(SMALLEST, DUST * largest))
                .filter(each -> whole < largest || !each.box.reachesEdgeOf(in))
                .map(Part::box)
                .reduce(Box::and);
    }

    private static int largest(List<Part> parts) {
        return parts.stream().mapToInt(Part::area).max().orElse(0);
    }

    private List<Part> parts(Box in) {
        List<Part> out = new ArrayList<>();
        boolean[] seen = new boolean[set.length];
        for (int r = in.top(); r < in.bottom(); r++) {
            for (int c = in.left(); c < in.right(); c++) {
                if (set[r * columns + c] && !seen[r * columns + c]) {
                    out.add(part(in, r * columns + c, seen));
                }
            }
        }
        return out;
    }

    private Part part(Box in, int start, boolean[] seen) {
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        int area = 0;
        Box box = pixel(start);
        while (!open.isEmpty()) {
            int at = open.pop();
            area++;
            Box here = pixel(at);
            box = box.and(here);
            for (int r = Math.max(in.top(), here.top() - 1); r < Math.min(in.bottom(), here.bottom() + 1); r++) {
                for (int c = Math.max(in.left(), here.left() - 1); c < Math.min(in.right(), here.right() + 1); c++) {
                    int next = r * columns + c;
                    if (set[next] && !seen[next]) {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
        }
        return new Part(area, box);
    }

    private Box pixel(int index) {
        int row = index / columns;
        int column = index % columns;
        return new Box(row, row + 1, column, column + 1);
    }
}
